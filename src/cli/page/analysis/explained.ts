/** What `analyze --explain TIME` shows: what each flag saw at a moment, and why the state was decided. */
import type { ExplainedInputs, ExplainedRig } from "../../../bulk/analysis/explain.js";
import { numberText } from "../../../text/number-text.js";
import { shownText } from "../../../text/shown-text.js";
import { formatTable } from "../table.js";
import { instant, listing } from "../wording.js";

/** Of a line where there is no terminal to ask. */
const WIDTH = 100;

export const explainedPage = ({ rigs }: ExplainedInputs, width = WIDTH): string =>
  rigs.map((rig) => rigText(rig, width)).join("\n\n");

function rigText(
  { source, well, mode, utc, asked, explanation, interval }: ExplainedRig,
  width: number,
): string {
  const { time, state, reason, next, isBeforeGap, flags, decision, signals } = explanation;
  const at = (moment: number): string => instant(moment, utc);
  const facts: [name: string, text: string][] = [];
  if (isBeforeGap && next !== undefined && asked > time)
    facts.push(["gap", `no row from ${at(time)} to ${at(next)}: data_gap. The row before it is explained`]);
  facts.push(["row", at(time)], ["state", `${state}: ${reason}`]);
  if (interval !== undefined)
    facts.push(["interval", `${interval.state} from ${at(interval.start)} to ${at(interval.end)}`]);
  facts.push([
    "mode",
    mode === "causal"
      ? "causal: decided by the rows before it"
      : "look-ahead: decided with some rows behind it",
  ]);
  const who = shownText(well === undefined ? source : `${well}, ${source}`);
  return [
    listing(`${who}, at ${at(asked)}`, facts, width),
    listing(
      "WHAT EACH FLAG SAW",
      flags.map(({ flag, value, since, saw }) => [
        flag,
        `${value}, since ${at(since)}${saw === "" ? "" : `: ${saw}`}`,
      ]),
      width,
    ),
    listing(
      "WHY THE STATE",
      [...decision.map((line, i): [string, string] => [`${i + 1}.`, line]), ["so", state]],
      width,
    ),
    formatTable(
      signals.map(({ channel, value, unit }) => [
        channel,
        value === undefined ? "" : numberText(value),
        value === undefined ? "" : (unit ?? ""),
      ]),
      { head: ["SIGNAL", "VALUE", "UNIT"], align: ["left", "right", "left"], width },
    ),
  ].join("\n\n");
}

/** The same for programs: an array, an object a rig. Nulls are there, and times are ISO 8601. */
export const explainedJson = ({ rigs }: ExplainedInputs): string =>
  JSON.stringify(
    rigs.map(({ source, well, mode, utc, asked, explanation, interval }) => {
      const { time, state, reason, next, isBeforeGap, flags, decision, signals } = explanation;
      const at = (moment: number): string => instant(moment, utc);
      return {
        source,
        well: well ?? null,
        mode,
        asked: at(asked),
        row: at(time),
        next_row: next === undefined ? null : at(next),
        before_gap: isBeforeGap,
        state,
        reason,
        interval:
          interval === undefined
            ? null
            : { state: interval.state, start: at(interval.start), end: at(interval.end) },
        flags: flags.map(({ since, ...flag }) => ({ ...flag, since: at(since) })),
        decision,
        signals: signals.map(({ value, unit, ...signal }) => ({
          ...signal,
          value: value ?? null,
          unit: unit ?? null,
        })),
      };
    }),
    undefined,
    2,
  );
