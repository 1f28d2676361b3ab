/** Finds the least of a failing input that still fails: lines are left out, then bytes, in ever smaller runs. */

type Fails = (parts: readonly Uint8Array[]) => Promise<boolean>;

/** `fails` is asked at most `most` times. */
export async function shrunk(
  bytes: Uint8Array,
  fails: (bytes: Uint8Array) => Promise<boolean> | boolean,
  most = 3000,
): Promise<Uint8Array> {
  let asked = 0;
  const stillFails: Fails = async (parts) => ++asked <= most && (await fails(Buffer.concat(parts)));
  const lines = Buffer.concat(await withoutNeedless(linesOf(bytes), stillFails));
  const single = Array.from(lines, (byte) => Uint8Array.of(byte));
  return Buffer.concat(await withoutNeedless(single, stillFails));
}

async function withoutNeedless(
  parts: readonly Uint8Array[],
  stillFails: Fails,
): Promise<readonly Uint8Array[]> {
  let kept = parts;
  for (let run = Math.max(1, kept.length >> 1); run >= 1; run >>= 1) {
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + run)];
      if (await stillFails(fewer)) kept = fewer;
      else at += run;
    }
  }
  return kept;
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 10) continue;
    lines.push(bytes.subarray(start, at + 1));
    start = at + 1;
  }
  return [...lines, bytes.subarray(start)];
}
