/** What a database refuses by itself: triggers, which one description makes for both engines. */

interface Named {
  readonly name: string;
  readonly table: string;
  /** Why, in a sentence that people read. */
  readonly saying: string;
}

/** Refuses a change of a row where `refuse` holds: SQL over `OLD` and `NEW` that both engines read. */
export interface RowLock extends Named {
  readonly on: "INSERT" | "UPDATE" | "DELETE";
  readonly refuse: string;
}

/** Refuses any change of rows that lie under one whose state is not `open`. */
export interface ChildLock extends Named {
  readonly under: { readonly parent: string; readonly by: string; readonly open: readonly string[] };
  /** An update that is allowed nonetheless. */
  readonly unless?: string;
}

export type Lock = RowLock | ChildLock;
export type Engine = "sqlite" | "postgres";

/** SQLSTATE of what locks refuse in PostgreSQL; in SQLite the sentence begins with `LOCKED`. */
export const LOCKED_STATE = "WK001";
export const LOCKED = "locked: ";

export const lockStatements = (lock: Lock, engine: Engine): string[] =>
  "under" in lock
    ? changesOf(lock).flatMap(({ on, condition }) =>
        trigger(engine, { ...lock, name: `${lock.name}_on_${on.toLowerCase()}`, on }, condition(engine)),
      )
    : trigger(engine, lock, lock.refuse);

function changesOf({ under: { parent, by, open }, unless }: ChildLock): {
  on: RowLock["on"];
  condition(engine: Engine): string;
}[] {
  const states = open.map((one) => `'${one}'`).join(", ");
  const isLocked = (row: "OLD" | "NEW", engine: Engine): string =>
    // Whoever changes the state at this moment is waited for, and what it has become is what counts.
    `COALESCE((SELECT p.state FROM ${parent} p WHERE p.tenant_id = ${row}.tenant_id AND p.id = ${row}.${by}${engine === "postgres" ? " FOR SHARE" : ""}) NOT IN (${states}), ${engine === "postgres" ? "false" : "0"})`;
  return [
    { on: "INSERT", condition: (engine) => isLocked("NEW", engine) },
    {
      on: "UPDATE",
      condition: (engine) =>
        `(${isLocked("OLD", engine)} OR ${isLocked("NEW", engine)})${unless === undefined ? "" : ` AND NOT (${unless})`}`,
    },
    { on: "DELETE", condition: (engine) => isLocked("OLD", engine) },
  ];
}

function trigger(
  engine: Engine,
  { name, table, on, saying }: Omit<RowLock, "refuse">,
  condition: string,
): string[] {
  const said = saying.replaceAll("'", "''");
  if (engine === "sqlite")
    return [
      `CREATE TRIGGER ${name} BEFORE ${on} ON ${table} WHEN ${condition} BEGIN SELECT RAISE(ABORT, '${LOCKED}${said}'); END`,
    ];
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $lock$
BEGIN
  IF ${condition} THEN
    RAISE EXCEPTION USING ERRCODE = '${LOCKED_STATE}', MESSAGE = '${said}';
  END IF;
  RETURN ${on === "DELETE" ? "OLD" : "NEW"};
END
$lock$`,
    `CREATE TRIGGER ${name} BEFORE ${on} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  ];
}
