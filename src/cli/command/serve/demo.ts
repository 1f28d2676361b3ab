/** `witskit serve --demo`: a folder of its own, filled the first time, and who can sign in. */
import { Failure } from "../../../failure/failure.js";
import type { NamedFolder } from "../../../service/recorded/allowed.js";
import { say } from "../../page/say.js";
import { formatTable } from "../../page/table.js";

export const DEMO_DATA = "witskit-service-demo";

export interface PreparedDemo {
  /** Where the data of its rigs are. */
  readonly datasets: readonly NamedFolder[];
  /** That tell of it on a terminal. */
  readonly lines: readonly string[];
}

/** Throws a `Failure` for a folder that has something else in it, and leaves that as it is. */
export async function preparedDemo(
  folder: string,
  { isQuiet, signal }: { readonly isQuiet: boolean; readonly signal: AbortSignal },
): Promise<PreparedDemo> {
  const [{ demoIn, makeDemoFolder }, { demoAccounts, demoDatasets, makeDemo, storyDay }] = await Promise.all([
    import("../../../service/demo/folder.js"),
    import("../../../service/demo/demo.js"),
  ]);
  const now = Date.now();
  const known = await demoIn(folder);
  if (known === undefined && !isQuiet) say(`making   ${folder}: six weeks of three rigs, some seconds`);
  const { today, password } =
    known ?? (await makeDemoFolder(folder, (fresh) => makeDemo(fresh, { now, signal })));
  const people = demoAccounts.map(({ company, account: { email, role, sees } }) => [
    email,
    role,
    company,
    sees,
  ]);
  const old = today === storyDay(now) ? "" : ", and the next start makes one up to now";
  return {
    datasets: demoDatasets(folder),
    lines: [
      `demo     six weeks up to ${today}; the password of all of them is ${password}`,
      formatTable(people, { head: ["SIGN IN AS", "ROLE", "OF", "SEES"] }),
      `away     rm -r ${folder} throws it away${old}`,
    ],
  };
}

/** What is somebody's own has no place in a demo, nor a demo there. */
export function checkDemo(database: string | undefined): void {
  if (database === undefined) return;
  throw new Failure(
    "bad-option",
    "--demo keeps all in a folder of its own: leave out --database, and WITS_DATABASE_URL",
  );
}
