/** What a plugin of a transport begins as. */
import type { Skeleton } from "./skeleton.js";

export const transport: Skeleton = {
  module: `
/** NAME://host:port: what a program at that address sends over TCP, as it comes. */
import { once } from "node:events";
import { connect } from "node:net";

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: API,
  name: "NAME",
  version: "0.1.0",
  transports: {
    "NAME"(url) {
      const address = url.address(1);
      return {
        shown: url.shown,
        async open(signal) {
          const socket = connect({ ...address, signal });
          // An error with the code of a socket, such as ECONNREFUSED, is tried again.
          await once(socket, "connect", { signal });
          const pieces = socket[Symbol.asyncIterator]();
          const connection = {
            peer: url.bare,
            lost: 0,
            /** The next bytes, or undefined at the end; asked for again when they were taken. */
            async next() {
              const { value, done } = await pieces.next();
              return done ? undefined : { bytes: value, arrival: Date.now() };
            },
            async close() {
              socket.destroy();
            },
          };
          return {
            connections: (async function* () {
              yield connection;
            })(),
            close: () => connection.close(),
          };
        },
      };
    },
  },
};
`,
  test: `
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { plugin } from "./NAME.mjs";

test("delivers what the other side sends", async () => {
  const server = createServer((socket) => socket.end("&&\\n0108650.4\\n!!\\n")).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = { shown: "NAME://here", bare: "NAME://here", address: () => ({ host: "127.0.0.1", port }) };
  const make = /** @type {any} */ (plugin.transports?.["NAME"]);
  const opened = await make(url, {}).open(new AbortController().signal);
  let text = "";
  for await (const connection of opened.connections) {
    for (;;) {
      const chunk = await connection.next();
      if (chunk === undefined) break;
      text += Buffer.from(chunk.bytes).toString();
    }
  }
  await opened.close();
  server.close();
  assert.equal(text, "&&\\n0108650.4\\n!!\\n");
});
`,
};
