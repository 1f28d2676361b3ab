/**
 * Standard input. When it is a file the system reads straight into the target, as for any file. A pipe or a terminal
 * goes through Node's stream: a blocking read of it on the thread pool would hold the process open after a signal.
 */
import { fstatSync, read as readDescriptor } from "node:fs";
import { promisify } from "node:util";
import { readerOfChunks } from "../bytes/chunks.js";
import type { ByteReader } from "../bytes/source.js";
import { unreadable } from "../bytes/unreadable.js";

const DESCRIPTOR = 0;
const NAME = "standard input";

export function openStdin(): ByteReader {
  try {
    return fstatSync(DESCRIPTOR).isFile() ? redirectedFile() : stream(process.stdin);
  } catch (error) {
    throw unreadable(NAME, error);
  }
}

function redirectedFile(): ByteReader {
  const read = promisify(readDescriptor);
  return {
    async read(target) {
      try {
        return (await read(DESCRIPTOR, target, 0, target.length, null)).bytesRead;
      } catch (error) {
        throw unreadable(NAME, error);
      }
    },
    async close() {},
  };
}

const stream = (input: NodeJS.ReadStream): ByteReader =>
  readerOfChunks(input.iterator({ destroyOnReturn: true }) as AsyncIterator<Uint8Array>, {
    failure: (error) => unreadable(NAME, error),
    close: () => input.destroy(),
  });
