/** `-`: standard input as a link, for a program that writes into a pipe as it goes. Its end is the end. */

import type { LinkUrl } from "../../../network/link-url.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { Inbox } from "../../bytes/inbox.js";
import { unreadable } from "../../bytes/unreadable.js";
import { MOST_WAITING } from "./socket.js";
import { type Chunk, oneConnection, type Transport } from "./transport.js";

export function stdinTransport(_: LinkUrl): Transport {
  return {
    shown: "-",
    finite: true,
    async open() {
      const input = process.stdin;
      const inbox = new Inbox<Chunk>({
        sizeOf: ({ bytes }) => bytes.length,
        most: MOST_WAITING,
        pause: () => input.pause(),
        resume: () => input.resume(),
      });
      input.on("data", (bytes: Buffer) => inbox.push({ bytes, arrival: arrivalNow() }));
      input.on("end", () => inbox.end());
      input.on("close", () => inbox.end());
      input.on("error", (error) => inbox.end(unreadable("standard input", error)));
      return oneConnection({
        peer: "standard input",
        lost: 0,
        next: () => inbox.next(),
        async close() {
          inbox.end();
          input.destroy();
        },
      });
    },
  };
}
