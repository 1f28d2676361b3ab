// @ts-check
/** `witskit export log.wits -o log.md`: a table as people paste it into a message. */

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: 1,
  name: "markdown",
  version: "1.0.0",
  exporters: {
    md: {
      endings: [".md", ".markdown"],
      open(output, { title, columns }, { timezone }) {
        /** @param {readonly string[]} cells */
        const line = (cells) => output.write(`| ${cells.join(" | ")} |\n`);
        output.write(`## ${title}\n\n`);
        line(columns.map(({ name, unit }) => (unit === undefined ? name : `${name} (${unit})`)));
        line(columns.map(() => "---"));
        return {
          write({ rows, columns }) {
            for (let row = 0; row < rows; row++) line(columns.map((column) => textOf(column, row, timezone)));
          },
          end() {},
        };
      },
    },
  },
};

/**
 * @param {import("witskit").ExporterColumn} column
 * @param {number} row
 * @param {string | undefined} timezone
 */
function textOf(column, row, timezone) {
  const value = column.at(row);
  if (value === undefined) return "";
  // Nobody knows the zone of a time that is on the rig's clock.
  if (column.column.type === "timestamp")
    return new Date(Number(value)).toISOString().replace(/Z$/, timezone === undefined ? "" : "Z");
  return String(value).replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}
