/**
 * Drills of links that send once and never again. Whatever of a stream had reached the journal when a kill struck must be in the
 * dataset in the end, once; what a connection sent is there from its first frame on without a gap, up to where it broke off.
 */

import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { query } from "../bulk/query.js";
import { filesIn } from "../cli/binary.js";
import type { Kind } from "./kind.js";
import { holds, recorded } from "./recorded.js";

const LINKS = 3;
/** Frames of each connection before a life that is not killed may end. */
const ENOUGH = 300;
const BURST = 10;

/** Sends numbered frames to whoever connects. */
class Sender {
  readonly server: Server;
  /** The first number of each connection. */
  readonly firsts: number[] = [];
  next = 1;
  readonly #sockets = new Set<Socket>();

  constructor() {
    this.server = createServer((socket) => {
      const first = this.next;
      this.firsts.push(first);
      this.#sockets.add(socket);
      const timer = setInterval(() => {
        if (socket.writableLength > 1 << 16) return;
        const frames = Array.from(
          { length: BURST },
          () => `&&\r\n0108${this.next}\r\n0110${this.next++}\r\n!!\r\n`,
        );
        socket.write(frames.join(""));
      }, 5);
      socket.on("error", () => {});
      socket.on("close", () => {
        clearInterval(timer);
        this.#sockets.delete(socket);
      });
    });
  }

  /** Frames of the connection that is there. */
  get sent(): number {
    return this.#sockets.size === 0 ? 0 : this.next - (this.firsts.at(-1) ?? this.next);
  }

  async listen(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `tcp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
  }
}

export const linkKinds: readonly Kind[] = [
  {
    name: "links",
    about: "several links at once, which send what they send once",
    async make(folder) {
      const output = join(folder, "out");
      const senders = Array.from({ length: LINKS }, () => new Sender());
      const urls = await Promise.all(senders.map((sender) => sender.listen()));
      const links = urls.map((url, i) => `rig-${i}=${url}`);
      const rotation = ["--sync", "50ms", "--rotate-every", "300ms", "-q"];
      /** Bytes of each stream that were there when a kill struck. */
      const kept = senders.map(() => 0);
      return {
        words: ["stream", ...links, "-o", `${output}/`, ...rotation],
        output,
        reset() {
          kept.fill(0);
          for (const sender of senders) sender.firsts.length = 0;
        },
        onKill() {
          for (const i of senders.keys()) kept[i] = Math.max(kept[i]!, recorded(output, `rig-${i}`));
        },
        done: (process) => holds(output, process) && senders.every(({ sent }) => sent >= ENOUGH),
        async outcome() {
          const faults: string[] = [];
          for (const [i, { firsts, next }] of senders.entries()) {
            faults.push(...(await faultsOf(output, `rig-${i}`, { firsts, next, kept: kept[i]! })));
          }
          const left = filesIn(output).filter((file) => /partial|stream\.lock|journal/.test(file));
          return [...faults, ...left].join("\n") || "every byte once";
        },
        close() {
          for (const sender of senders) sender.close();
        },
      };
    },
  },
];

interface SentFrames {
  readonly firsts: readonly number[];
  readonly next: number;
  readonly kept: number;
}

async function faultsOf(
  output: string,
  stream: string,
  { firsts, next, kept }: SentFrames,
): Promise<string[]> {
  if (!existsSync(join(output, "record=01"))) return ["no part"];
  const rows = await query(
    `SELECT DBTM, DMEA, "offset" FROM '${output}/record=01/*.parquet' WHERE source = '${stream}' ORDER BY "offset"`,
  );
  const faults: string[] = [];
  const offsets = new Set(rows.map(([, , offset]) => offset));
  if (offsets.size !== rows.length)
    faults.push(`${stream}: ${rows.length - offsets.size} rows are there twice`);
  const numbers = rows.flatMap(([depth]) => (depth === null ? [] : [Number(depth)]));
  if (new Set(numbers).size !== numbers.length) faults.push(`${stream}: frames are there twice`);
  if (rows.some(([a, b]) => a !== null && b !== null && a !== b)) faults.push(`${stream}: frames are mixed`);
  for (const [i, first] of firsts.entries()) {
    const end = firsts[i + 1] ?? next;
    const own = numbers.filter((number) => number >= first && number < end);
    if (own.some((number, at) => number !== first + at)) faults.push(`${stream}: a gap in connection ${i}`);
  }
  const to = recorded(output, stream);
  if (to < kept) faults.push(`${stream}: ${kept} bytes were in the journal, and ${to} are in the dataset`);
  faults.push(...stretchFaults(output, stream));
  return faults;
}

/** Whether the units have each byte of a stream, and have it once. */
function stretchFaults(output: string, stream: string): string[] {
  const faults: string[] = [];
  let end = 0;
  for (const line of readFileSync(join(output, "_witskit/manifest.ndjson"), "utf8").split("\n")) {
    if (!line.startsWith('{"unit"')) continue;
    const { streams = [] } = JSON.parse(line) as { streams?: { name: string; from: number; to: number }[] };
    for (const { name, from, to } of streams) {
      if (name !== stream) continue;
      if (from !== end) faults.push(`${stream} goes on at ${from}, and not at ${end}`);
      end = to;
    }
  }
  return faults;
}
