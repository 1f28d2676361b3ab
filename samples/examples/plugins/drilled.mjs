// @ts-check
/** What only this office asks: how many metres were drilled in each hour, and another way to be told of notices. */
import { appendFileSync } from "node:fs";

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: 1,
  name: "drilled",
  version: "1.0.0",
  measures: {
    "drilled-by-hour"({ step = 0 } = {}) {
      /** @type {Map<string, { from: number, to: number }>} */
      const hours = new Map();
      return {
        name: "drilled-by-hour",
        needs: ["hole-depth"],
        add({ rows, fields, values, times }) {
          const depths = values[fields.findIndex(({ mnemonic }) => mnemonic === "DMEA")];
          if (!(depths instanceof Float64Array)) return;
          for (let row = 0; row < rows; row++) {
            const [depth, time] = [depths[row] ?? Number.NaN, times[row] ?? Number.NaN];
            if (Number.isNaN(depth) || Number.isNaN(time)) continue;
            const hour = new Date(time).toISOString().slice(0, 13);
            const seen = hours.get(hour) ?? { from: depth, to: depth };
            hours.set(hour, { from: Math.min(seen.from, depth), to: Math.max(seen.to, depth) });
          }
        },
        end: () =>
          [...hours]
            .map(([hour, { from, to }]) => ({ hour, metres: Number((to - from).toFixed(2)) }))
            .filter(({ metres }) => metres >= Number(step)),
      };
    },
  },
  notifiers: {
    logbook: ({ phase, text }) => appendFileSync("logbook.txt", `${phase}: ${text}\n`),
  },
};
