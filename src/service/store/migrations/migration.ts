/** A step of the schema: numbered, forward only, a transaction of its own. What has been released never changes any more. */

/** What a migration is run on: in SQLite, people who may come in have a file, and each tenant has one. */
export type Target =
  | { readonly engine: "sqlite"; readonly file: "control" }
  | { readonly engine: "sqlite"; readonly file: "tenant"; readonly tenant: string }
  /** `app` is the role that the service logs in as. */
  | { readonly engine: "postgres"; readonly app: string };

export interface Migration {
  readonly number: number;
  readonly name: string;
  statements(target: Target): readonly string[];
}
