/** `witskit dashboard --once`: one look, as text. */
import type { Dashboard } from "../../../view/dashboard/dashboard.js";
import { anyOpened, firstFrames } from "../../../view/dashboard/once.js";
import { snapshotOf, type Viewing } from "../../../view/dashboard/snapshot.js";
import { trendWidth } from "../../../view/dashboard/terminal/item-lines.js";
import { lineText } from "../../../view/dashboard/terminal/line.js";
import type { Look } from "../../../view/dashboard/terminal/look.js";
import { wholeLines } from "../../../view/dashboard/terminal/view.js";
import { ExitCode } from "../../failure.js";
import { print, terminalWidth } from "../../page/print.js";

/** Of a file or a pipe. */
const COLUMNS = 100;

/** Prints every link, and the items of every board, one below the other. */
export async function printOnce(
  dashboard: Dashboard,
  viewing: Omit<Viewing, "trend">,
  look: Look,
  signal: AbortSignal,
): Promise<ExitCode> {
  await firstFrames(dashboard, signal);
  const columns = terminalWidth() ?? COLUMNS;
  const time = Date.now();
  const names = dashboard.boards.length === 0 ? [undefined] : dashboard.boards.map(({ name }) => name);
  const pages = names.map((name) => {
    const snapshot = snapshotOf(dashboard, name, { ...viewing, trend: trendWidth(columns) }, time);
    return wholeLines(snapshot, columns, look).map(lineText).join("\n");
  });
  await print(pages.join("\n\n"));
  return anyOpened(dashboard) ? ExitCode.done : ExitCode.network;
}
