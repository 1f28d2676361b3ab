/** From one frame to the next, as nearly every log does it: `!!` and `&&`, each on its line, nothing else. */
import { end, framingBytes } from "./layout";
import { closeFrame, full, openFrame } from "./columns";

/** `!!`, `&&` and their line ends, little-endian. */
const TURN_CRLF: u64 = 0x0a0d_2626_0a0d_2121;
const TURN_LF: u64 = 0x0a26_260a_2121;
const SIX_BYTES: u64 = 0xffff_ffff_ffff;

/**
 * Closes the frame and opens the next if both markers stand at `p`. Returns the position behind them, behind `!!`
 * when something is full, or `p` when there is something else.
 */
export function turnFrame(p: usize): usize {
  const both = load<u64>(p);
  const length: usize = both == TURN_CRLF ? 8 : (both & SIX_BYTES) == TURN_LF ? 6 : 0;
  if (length == 0 || p + length > end) return p;
  closeFrame();
  const half = length / 2;
  framingBytes += half;
  // What is full is taken between frames, when no open row refers to it.
  if (full) return p + half;
  openFrame(p + half);
  framingBytes += half;
  return p + length;
}
