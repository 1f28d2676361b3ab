/**
 * The start of a file of overrides: a span for each line of a report, what was found beside it for a person to change. As it is written it
 * changes nothing but where lines begin and end.
 */
import type { TimeLine } from "../document/time.js";
import type { Report } from "../document.js";

/** By the ending of its name, `.csv` or TOML. */
export const overridesText = (report: Report, path: string): string =>
  /\.csv$/i.test(path) ? asCsv(report) : asToml(report);

const HEAD = `# What people say of the times of this report. Take the # from a key to say something: activity, code, iadc, witsml,
# class ("planned" or "lost"), cause, comment, remark, hole-depth, bit-depth. What is not said stays as it was found.
# Times without a zone are on the rig's clock. A [rename] table gives an activity another name wherever it was found:
#
# [rename]
# "Standing still" = "Waiting on cement"
`;

function asToml({ days }: Report): string {
  const several = new Set(days.map(({ head }) => head.well)).size > 1;
  const spans = days.flatMap(({ time, head }) =>
    time.lines.map((line) =>
      [
        "",
        "[[overrides]]",
        `start = ${line.from.iso}`,
        `end = ${line.to.iso}`,
        ...(several && head.well !== null ? [`well = ${quoted(head.well)}`] : []),
        ...pairsOf(line).map(([key, value]) => `# ${key} = ${quoted(value)}`),
      ].join("\n"),
    ),
  );
  return `${HEAD}${spans.join("\n")}\n`;
}

function asCsv({ days }: Report): string {
  const several = new Set(days.map(({ head }) => head.well)).size > 1;
  const columns = [
    "start",
    "end",
    ...(several ? ["well"] : []),
    "activity",
    "code",
    "iadc",
    "witsml",
    "class",
    "cause",
    "comment",
  ];
  const rows = days.flatMap(({ time, head }) =>
    time.lines
      .filter(({ timeClass }) => timeClass !== "no data")
      .map((line) => {
        const pairs = new Map([
          ["start", line.from.iso],
          ["end", line.to.iso],
          ["well", head.well ?? ""],
          ...pairsOf(line),
        ]);
        return columns.map((column) => field(pairs.get(column) ?? "")).join(",");
      }),
  );
  return [columns.join(","), ...rows, ""].join("\n");
}

function pairsOf({
  activity,
  codes,
  timeClass,
  cause,
  text,
}: TimeLine): readonly (readonly [string, string])[] {
  const pairs: readonly (readonly [string, string | null])[] = [
    ["activity", activity],
    ["code", codes.npd],
    ["iadc", codes.iadc],
    ["witsml", codes.witsml],
    ["class", timeClass === "no data" ? null : timeClass],
    ["cause", cause],
    ["comment", text],
  ];
  return pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null);
}

/** A basic string of TOML has the escapes of JSON. */
const quoted = (text: string): string => JSON.stringify(text);
const field = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
