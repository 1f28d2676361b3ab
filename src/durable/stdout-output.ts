/**
 * Standard output. Each write waits until the one before has been taken, so that a slow reader slows us down and
 * nothing piles up.
 */
import { fstatSync, fsyncSync } from "node:fs";
import { systemCode } from "../failure/failure.js";
import { BrokenPipe } from "./broken-pipe.js";
import type { Output } from "./output.js";
import { unwritable } from "./unwritable.js";
import { writeBuffer } from "./write-buffer.js";

const NAME = "standard output";
const DESCRIPTOR = 1;

/** Node reports a failed write to the write's callback, and as an event that would end the process if nobody listened. */
const heard = () => {};

export function openStdout(): Output {
  if (!process.stdout.listeners("error").includes(heard)) process.stdout.on("error", heard);
  const { write, flush } = writeBuffer(
    (bytes) =>
      new Promise((resolve, reject) => {
        process.stdout.write(bytes, (error) => (error ? reject(failureOf(error)) : resolve()));
      }),
  );
  return {
    name: NAME,
    write,
    async finish() {
      await flush();
      try {
        if (fstatSync(DESCRIPTOR).isFile()) fsyncSync(DESCRIPTOR);
      } catch (error) {
        throw failureOf(error);
      }
    },
    async commit() {},
    async abort() {},
  };
}

/** After the first EPIPE the stream is destroyed, and every later write says so instead. */
function failureOf(error: unknown): Error {
  const code = systemCode(error);
  const gone = code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "EOF";
  return gone ? new BrokenPipe({ cause: error }) : unwritable(NAME, error);
}
