/** A part of a dialect that a log needs, and why: what a conversion is to be told, as a value and not as words of a command. */

import { type Dialect, type DialectOptions, dialectOf } from "../../wits/dialect/dialect.js";
import type { InputKind } from "../container/registry.js";

export type FoundOption = {
  readonly [Part in keyof Dialect]: {
    readonly option: Part;
    readonly value: NonNullable<Dialect[Part]>;
    /** A sentence without an end, for people. */
    readonly why: string;
  };
}[keyof Dialect];

/** As a conversion takes them. */
export const optionsOf = (
  found: readonly FoundOption[],
): DialectOptions & { readonly input?: InputKind | undefined } =>
  Object.fromEntries(found.map(({ option, value }) => [option, value]));

export const dialectWith = (found: readonly FoundOption[]): Dialect => dialectOf(optionsOf(found));
