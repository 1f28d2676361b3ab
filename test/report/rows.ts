/** Rows of record 01 of a rig that drills evenly: a log of any hours, in which tests know what every second was. */

export interface Drilled {
  /** `2024-03-04T06:00:00`, as the rig's clock shows it. */
  readonly from: string;
  readonly minutes: number;
  readonly well?: string;
  /** Of hole and bit in the first row. */
  readonly depth?: number;
  readonly every?: number;
  /** Without it a row has no date and no time. */
  readonly hasClock?: boolean;
}

/** Metres an hour. */
export const RATE = 30;

/** The last row stands at the end of the minutes. */
export function drilled({
  from,
  minutes,
  well = "NORD-1",
  depth = 1000,
  every = 30,
  hasClock = true,
}: Drilled): string {
  const start = Date.parse(`${from}Z`);
  const frames: string[] = [];
  for (let second = 0; second <= minutes * 60; second += every) {
    const text = new Date(start + second * 1000).toISOString();
    const hole = depth + (RATE * second) / 3600;
    const items = [
      ...(well === "" ? [] : [`0101${well}`]),
      ...(hasClock ? [`0105${text.slice(2, 10).replaceAll("-", "")}`] : []),
      ...(hasClock ? [`0106${text.slice(11, 19).replaceAll(":", "")}`] : []),
      `0108${hole.toFixed(3)}`,
      `0110${hole.toFixed(3)}`,
      `0112${(30 - (hole % 28)).toFixed(2)}`,
      "011390.00",
      "0114110.00",
      "01168.00",
      "01189.00",
      "0120120",
      "012118000",
      "01302000",
    ];
    frames.push(`&&\r\n${items.join("\r\n")}\r\n!!\r\n`);
  }
  return frames.join("");
}
