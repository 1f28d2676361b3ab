/** Words that mean null, such as `NaN` or `OFF`: letters of ASCII are equal in either case, all other bytes only to themselves. */
import { LONGEST_NULL_WORD, NULL_WORD_SIZE, nullWordCount, nullWords } from "./layout";

/** Which word [p, e) is: its index, or -1. */
export function wordIndex(p: usize, e: usize): i32 {
  const length = <u32>(e - p);
  if (length > LONGEST_NULL_WORD) return -1;
  for (let i: u32 = 0; i < nullWordCount; i++) {
    const word = nullWords + i * NULL_WORD_SIZE;
    if (load<u32>(word) == length && isWord(p, word + 4, length)) return <i32>i;
  }
  return -1;
}

function isWord(p: usize, word: usize, length: u32): bool {
  for (let i: u32 = 0; i < length; i++) {
    const c = <u32>load<u8>(p + i);
    const lower = c - 65 < 26 ? c | 32 : c;
    if (lower != <u32>load<u8>(word + i)) return false;
  }
  return true;
}
