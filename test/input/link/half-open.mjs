/**
 * A sender that is gone without a word: run where the loopback network is this program's own, which it takes down and puts
 * up again. It prints what the link says of itself.
 */
import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { linkOf } from "../../../src/input/link/links.js";

const loopback = (/** @type {"up" | "down"} */ state) => execFileSync("ip", ["link", "set", "lo", state]);

loopback("up");
const server = createServer((socket) => {
  socket.on("error", () => {});
  socket.write("&&\r\n01081\r\n!!\r\n");
});
server.listen(0, "127.0.0.1", async () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const waits = { firstWait: 10, longestWait: 100, staleAfter: 0 };
  const link = await linkOf(`tcp://127.0.0.1:${port}?keepAlive=1s`, waits);
  link.onChange = ({ state, trouble }) => {
    console.log(state, trouble ?? "");
    if (state === "waiting") loopback("up");
  };
  let connections = 0;
  await link.run(() => {
    connections++;
    console.log("bytes");
    if (connections === 1) loopback("down");
    else process.exit();
  }, new AbortController().signal);
});
