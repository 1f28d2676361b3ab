/** `witskit serve --demo`: a folder of its own, filled the first time, and who can sign in. */
import { Failure } from "../../../failure/failure.js";
import type { ServiceOptions } from "../../../service/api/open.js";
import { FIRST_TENANT, type NamedFolder } from "../../../service/recorded/allowed.js";
import { say } from "../../page/say.js";
import { formatTable } from "../../page/table.js";

export const DEMO_DATA = "witskit-service-demo";

export interface PreparedDemo {
  /** Where the data of its rigs are. */
  readonly datasets: readonly NamedFolder[];
  /** That tell of it on a terminal. */
  readonly lines: readonly string[];
}

/** Throws a `Failure` for a folder that has something else in it, and leaves that as it is, and for data of a company that no demo has. */
export async function preparedDemo(
  { data: folder, datasets = [] }: Pick<ServiceOptions, "data" | "datasets">,
  { isQuiet, signal }: { readonly isQuiet: boolean; readonly signal: AbortSignal },
): Promise<PreparedDemo> {
  const [{ demoIn, makeDemoFolder }, { demoAccounts, demoCompanies, demoDatasets, makeDemo, storyDay }] =
    await Promise.all([import("../../../service/demo/folder.js"), import("../../../service/demo/demo.js")]);
  const own = demoDatasets(folder);
  const others = datasets.map((one) => ofCompany(one, demoCompanies));
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
    datasets: [...own, ...others],
    lines: [
      `demo     six weeks up to ${today}; the password of all of them is ${password}`,
      formatTable(people, { head: ["SIGN IN AS", "ROLE", "OF", "SEES"] }),
      `away     rm -r ${folder} throws it away${old}`,
    ],
  };
}

/** What names no company is of the first one, as in a service; another that is not there would be asked for its data by nobody. */
function ofCompany(one: NamedFolder, [first, ...more]: readonly string[]): NamedFolder {
  if (one.tenant === FIRST_TENANT) return { ...one, tenant: first! };
  if (one.tenant === first || more.includes(one.tenant)) return one;
  throw new Failure(
    "unknown-name",
    `--datasets: the demo has no company ${one.tenant}; it has ${[first, ...more].join(", ")}: ${first}/NAME=FOLDER`,
  );
}

/** What is somebody's own has no place in a demo, nor a demo there. */
export function checkDemo({ database, backup }: Pick<ServiceOptions, "database" | "backup">): void {
  if (database !== undefined)
    throw new Failure(
      "bad-option",
      "--demo keeps all in a folder of its own: leave out --database, and WITS_DATABASE_URL",
    );
  if (backup !== undefined)
    throw new Failure(
      "bad-option",
      "--demo makes no copies, which would take the place of those of a service: leave out WITS_BACKUP_FOLDER",
    );
}
