/** A sender for the examples: frames of a rig, ten a second, to whoever connects. */
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { SAMPLES } from "../cli/binary.js";

const EVERY = 100;

export interface Sender {
  readonly port: number;
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
    port,
    close: () =>
      new Promise((resolve) => {
        server.emit("closing");
        server.close(() => resolve());
      }),
  };
}
