/**
 * Points of an analysis go before those of another one come: at other times they would stay beside them. Version 1 deletes by a statement, version 2
 * by a predicate; both name the measurement and the source.
 * https://docs.influxdata.com/influxdb/v1/query_language/manage-database/#delete-series-with-delete
 * https://docs.influxdata.com/influxdb/v2/reference/syntax/delete-predicate/
 */
import type { InfluxServer } from "./address.js";
import { type Ask, isTaken } from "./post.js";

/** Of the times that 64 bits of nanoseconds can tell. */
const FIRST = "1677-09-21T00:12:43.145224194Z";
const LAST = "2262-04-11T23:47:16.854775806Z";

/** Answers why points are there still; undefined: they are gone. `source` is written as the tag is. */
export type Forget = (measurement: string, source: string) => Promise<string | undefined>;

export const forgetting =
  ({ forget }: InfluxServer, ask: Ask): Forget =>
  async (measurement, source) => {
    if (forget.how === "not") return forget.why;
    const answer =
      forget.how === "statement"
        ? await ask(forget.url, {
            type: "application/x-www-form-urlencoded",
            body: new URLSearchParams({
              q: `DELETE FROM ${quoted(measurement, '"')} WHERE "source" = ${quoted(source, "'")}`,
            }).toString(),
          })
        : await ask(forget.url, {
            type: "application/json",
            body: JSON.stringify({
              start: FIRST,
              stop: LAST,
              predicate: `_measurement=${quoted(measurement, '"')} AND source=${quoted(source, '"')}`,
            }),
          });
    // Version 1 says what is wrong with a statement in an answer that is all right.
    if (isTaken(answer) && answer.said === "") return undefined;
    return `the server answers ${answer.status}${answer.said === "" ? "" : `: ${answer.said}`}`;
  };

const quoted = (text: string, mark: string): string =>
  `${mark}${text.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`)}${mark}`;
