/** `serve job`: what the service does by itself, done now; for other clocks, and for whoever wants to see how it ends. */
import { Failure } from "../../../failure/failure.js";
import { isLinkUrl } from "../../../network/link-url.js";
import type { ServiceOptions } from "../../../service/api/open.js";
import { ExitCode } from "../../failure.js";
import { print, printJson, terminalWidth } from "../../page/print.js";
import { formatTable } from "../../page/table.js";
import { checkThere, withStore } from "./store-tasks.js";
import type { Asked } from "./verbs.js";

/** Without a name, what there is and how it went last. */
export async function jobTask(
  { kept: { data, database }, flags }: Asked,
  words: readonly string[],
  { options, signal }: { readonly options: ServiceOptions; readonly signal: AbortSignal },
): Promise<ExitCode> {
  const { jobs } = await import("../../../service/api/jobs/table.js");
  const [name, ...more] = words;
  if (more.length > 0)
    throw new Failure("unknown-command", `serve job takes nothing more than a name, and ${more[0]} is given`);
  const place = database ?? data;
  if (name === undefined) return listed(place, flags.json ?? false);
  const job = jobs.find((one) => one.name === name);
  if (job === undefined)
    throw new Failure(
      "unknown-name",
      `there is no job ${name}; there are ${jobs.map((one) => one.name).join(", ")}`,
    );
  if (flags.date !== undefined && job.dated !== true)
    throw new Failure("bad-option", `${name} is about no day, and --date is given`);
  if (!isLinkUrl(place)) await checkThere(place);
  const [{ openService }, { runJob }] = await Promise.all([
    import("../../../service/api/open.js"),
    import("../../../service/api/jobs/scheduler.js"),
  ]);
  const opened = await openService(options);
  try {
    const ended = await runJob(opened.service, job, { date: flags.date, signal });
    if (ended === "elsewhere")
      throw new Failure("output-taken", `${name} is being done by a service at this moment`);
    if (ended.error !== null) throw new Failure("output-unwritable", `${name}: ${ended.error}`);
    await print(ended.result);
    return ExitCode.done;
  } finally {
    opened.service.changes.stop();
    await opened.close();
  }
}

const listed = (place: string, asJson: boolean): Promise<ExitCode> =>
  withStore(place, async (store) => {
    const [{ jobs }, { jobRows }] = await Promise.all([
      import("../../../service/api/jobs/table.js"),
      import("../../../service/store/repositories/jobs.js"),
    ]);
    const rows = new Map((await store.control(({ sql }) => jobRows(sql))).map((row) => [row.name, row]));
    const shown = jobs.map(({ name, due, does }) => {
      const row = rows.get(name);
      const ended = row?.ended_at == null ? null : new Date(row.ended_at).toISOString();
      return { name, due, does, ended_at: ended, result: row?.result ?? "", error: row?.error ?? null };
    });
    if (asJson) await printJson(shown);
    else
      await print(
        formatTable(
          shown.map((one) => [
            one.name,
            one.due,
            one.ended_at?.slice(0, 16).replace("T", " ") ?? "",
            one.error ?? one.result,
          ]),
          { head: ["job", "due", "ended", "with"], width: terminalWidth() },
        ),
      );
    return ExitCode.done;
  });
