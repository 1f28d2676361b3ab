/** Logs for drills: small, of several days, with several records, items that nobody knows, and bytes that are no value. */

/** Frames [from, to) of a rig, one a half hour from 1 March 2024 on, every value told by the frame's number. */
export function framesOf(rig: number, from: number, to: number): string {
  const frames: string[] = [];
  for (let i = from; i < to; i++) {
    const at = new Date(Date.UTC(2024, 2, 1) + i * 1_800_000).toISOString();
    const clock = [
      `0105${at.slice(2, 10).replaceAll("-", "")}`,
      `0106${at.slice(11, 19).replaceAll(":", "")}`,
    ];
    const lines = ["&&", `0101RIG-${rig}`, ...clock, `0108${i}`, `0110${i}.5`, `0113${(i * 7) % 100}`];
    if (i % 3 === 0) lines.push(`0805${i % 90}`, `0815${i}.25`);
    if (i % 5 === 0) lines.push(`7701${i}`);
    if (i % 11 === 0) lines.push("0114no-number");
    frames.push(`${[...lines, "!!"].join("\r\n")}\r\n`);
  }
  return frames.join("");
}
