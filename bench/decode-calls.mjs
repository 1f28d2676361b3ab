/** `decode()` of a text with one frame, call after call, as a program does that gets frames one by one. */
import { generateWhole } from "../src/samples/shapes/generator.js";
import { decode } from "../src/stream/decode.js";
import { race } from "./rounds.mjs";

const FRAMES = 500;

/**
 * Calls a second: median, least and most of rounds.
 * @param {{ rounds: number }} options
 */
export async function raceDecodeCalls({ rounds }) {
  const log = Buffer.from(generateWhole({ frames: FRAMES, seed: 7 }).bytes).toString("latin1");
  const frames = log.split(/(?<=!!\r\n)/);
  const turn = async () => {
    for (const frame of frames) await decode(frame);
  };
  // A speed of 1000 bytes a call is calls a millisecond.
  const [calls] = await race([{ name: "decode()", bytes: frames.length * 1000, turn }], rounds);
  if (calls === undefined) throw new Error("decode() did not race");
  return { median: 1000 * calls.median, least: 1000 * calls.least, most: 1000 * calls.most };
}
