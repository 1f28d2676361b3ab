/** A sender behind the address of the examples: frames of a rig, ten a second, to whoever connects. */
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { SAMPLES } from "../cli/binary.js";

/** What the pages write. */
const ADDRESS = /10\.0\.0\.5:12345/g;
const EVERY = 100;

export interface Sender {
  /** The text with the sender's address in it. */
  behind(text: string): string;
  close(): Promise<void>;
}

export async function startSender(): Promise<Sender> {
  const frames = readFileSync(join(SAMPLES, "rig.wits"), "latin1").split(/(?<=!!\r\n)/);
  const server = createServer((socket) => {
    let next = 0;
    const timer = setInterval(() => socket.write(frames[next++ % frames.length]!, "latin1"), EVERY);
    socket.on("error", () => {}).on("close", () => clearInterval(timer));
    server.once("closing", () => socket.destroy());
  });
  server.setMaxListeners(0);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    behind: (text) => text.replaceAll(ADDRESS, `127.0.0.1:${port}`),
    close: () =>
      new Promise((resolve) => {
        server.emit("closing");
        server.close(() => resolve());
      }),
  };
}
