// @ts-check
/** `witskit measure greatest-load log.wits`: the greatest average hookload, when it was, and how deep the hole was. */

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: 1,
  name: "greatest-load",
  version: "1.0.0",
  measures: {
    "greatest-load"() {
      /** @type {{ value: number, unit: string | null, time: string | null, depth: number | null } | null} */
      let greatest = null;
      return {
        name: "greatest-load",
        needs: ["hookload", "hole-depth"],
        add({ rows, fields, values, times }) {
          const load = fields.findIndex(({ mnemonic }) => mnemonic === "HKLA");
          const depth = fields.findIndex(({ mnemonic }) => mnemonic === "DMEA");
          const loads = values[load];
          // Undefined: no row of this page has a hookload.
          if (!(loads instanceof Float64Array)) return;
          const depths = values[depth];
          for (let row = 0; row < rows; row++) {
            const value = loads[row] ?? Number.NaN;
            // A row without one has NaN, which is greater than nothing.
            if (!(value > (greatest?.value ?? 0))) continue;
            greatest = {
              value,
              unit: fields[load]?.unit ?? null,
              time: timeText(times[row]),
              depth: depths instanceof Float64Array ? known(depths[row]) : null,
            };
          }
        },
        end: () => greatest,
      };
    },
  },
};

/** @param {number | undefined} value */
const known = (value) => (value === undefined || Number.isNaN(value) ? null : value);

/** @param {number | undefined} time milliseconds on the clock of the rows */
const timeText = (time) => {
  const value = known(time);
  return value === null ? null : new Date(value).toISOString().replace(/Z$/, "");
};
