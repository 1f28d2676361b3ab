/** The dataset of a stream that has rotated each minute: a part a minute and record, made by the recorder itself. */
import { setTimeout as delay } from "node:timers/promises";
import { dataOptions } from "../src/input/feed/options.js";
import { Recorder } from "../src/live/recorder.js";
import { generateLog } from "../src/samples/shapes/generator.js";

const MINUTE = 60_000;

/**
 * A frame a second of record 01, of the others at their own rates. Answers the bytes of the log.
 * @param {string} output
 * @param {number} minutes
 * @param {(1 | 8 | 11)[]} [records]
 */
export async function recordMinutes(output, minutes, records = [1, 8, 11]) {
  const start = Date.UTC(2024, 2, 1);
  const recorder = await Recorder.open({
    ...{
      output,
      data: await dataOptions({ units: "metric" }, "record"),
      shape: {},
      keepRaw: false,
      quota: undefined,
    },
    ...{ sync: 20, rotateEvery: 1e9, rotateSize: 1e12 },
  });
  let bytes = 0;
  for (let minute = 0; minute < minutes; minute++) {
    const at = start + minute * MINUTE;
    const frames = 60 * records.length;
    const log = Buffer.concat([
      ...generateLog({
        records,
        frames,
        seed: minute + 1,
        start: new Date(at),
        well: "B-7",
        nullShare: 0.002,
      }),
    ]);
    const end = log.indexOf(`0106${new Date(at + MINUTE).toISOString().slice(11, 19).replaceAll(":", "")}`);
    const piece = end < 0 ? log : log.subarray(0, log.lastIndexOf("&&", end));
    bytes += piece.length;
    await recorder.take("rig-7", { connection: 1, bytes: piece, arrival: at });
    while (recorder.status.lag > 0) await delay(1);
    if (!(await recorder.rotate())) throw new Error(recorder.status.trouble ?? "a rotation has failed");
  }
  await recorder.stop(MINUTE);
  return bytes;
}
