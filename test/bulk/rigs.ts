/** Logs of rigs whose true depths are known: all drill from 2,400 m, and each sends them in its own units. */
export type Rig = readonly [name: string, units: "metric" | "fps"];

/** Each log has 30 frames; `name/day-0007.wits` begins 0.07 m deeper than the first. */
export function logsOf(rigs: readonly Rig[], days: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [name, units] of rigs) {
    for (let day = 0; day < days; day++) {
      const file = `${name}/day-${String(day).padStart(4, "0")}.wits`;
      files[file] = Array.from({ length: 30 }, (_, i) =>
        frameOf(name, units, 2400 + day / 100 + i / 10, i),
      ).join("");
    }
  }
  return files;
}

function frameOf(name: string, units: Rig[1], depth: number, i: number): string {
  const metric = [depth, 15_000 + 10 * i, 2000 + i, 1200 + i / 10];
  const scales = units === "metric" ? [1, 1, 1, 1] : [3.280839895, 0.1450377377, 0.2641720524, 0.0083454044];
  const [feet, pressure, flow, density] = metric.map((value, at) => (value * scales[at]!).toFixed(3));
  const time = String(100_000 + i);
  const lines = [`0101${name}`, "0105240301", `0106${time}`, `0108${feet}`, `0110${feet}`];
  return `${["&&", ...lines, `0121${pressure}`, `0130${flow}`, `0132${density}`, "!!"].join("\r\n")}\r\n`;
}
