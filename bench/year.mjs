/** The log of a rig that goes on for as long as is asked: a day of a scenario again and again, a date later each time, rows at one a second. */
import { generateScenario } from "../src/samples/scenarios/generator.js";
import { scenarioNamed } from "../src/samples/scenarios/scenarios.js";

/** Of record 01: its clock, what states are decided from, and what a driller looks at. */
const KEPT = /^01(01|05|06|08|10|12|13|14|16|18|20|21|23|24|30|37)/;

/** A day in frames of record 01. */
function dayOf() {
  const made = generateScenario(scenarioNamed("basic_drilling"), { seed: 1, units: "metric" });
  const parts = [];
  for (let next = made.next(); !next.done; next = made.next()) parts.push(Buffer.from(next.value));
  return Buffer.concat(parts)
    .toString("latin1")
    .split(/(?<=!!\r\n)/)
    .filter((frame) => frame.startsWith("&&\r\n01"))
    .map(
      (frame) =>
        `&&\r\n${frame
          .split("\r\n")
          .filter((line) => KEPT.test(line))
          .join("\r\n")}\r\n!!\r\n`,
    );
}

/**
 * Until so many rows were made.
 * @param {number} rows
 * @returns {Generator<Buffer>}
 */
export function* days(rows) {
  const frames = dayOf();
  const text = frames.join("");
  const own = /0105(\d{6})/.exec(text)?.[1] ?? "";
  for (let day = 0; day * frames.length < rows; day++) {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(2, 10).replaceAll("-", "");
    yield Buffer.from(text.replaceAll(`0105${own}`, `0105${date}`), "latin1");
  }
}
