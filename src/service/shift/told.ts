/** What is told by code: whoever finds it names what its sentence has to, and whoever reads it has a language. */

/** What a code names that names nothing. */
export type Nothing = Readonly<Record<never, never>>;

/** A code with what its sentence names. */
export type Told<Params> = {
  readonly [Code in keyof Params]: { readonly code: Code; readonly params: Params[Code] };
}[keyof Params];

/** Nothing where a code names nothing. */
export type Naming<Params> = Nothing extends Params ? [] : [params: Params];
