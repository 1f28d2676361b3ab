/**
 * Drills of a broker: it ends and starts again while the stream is down. With a client id of its own and quality of service 1 nothing
 * that was published is lost from the first message on; one that was not acknowledged may come twice.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { query } from "../bulk/query.js";
import { filesIn } from "../cli/binary.js";
import { program } from "../program.js";
import type { Kind } from "./kind.js";
import { holds, recorded } from "./recorded.js";

const mosquitto = program("mosquitto");

/** Messages of a life that may end, and milliseconds without another byte after which all of them have come. */
const ENOUGH = 100;
const QUIET = 700;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export const brokerKinds: readonly Kind[] = [
  {
    name: "broker",
    about: "a broker that restarts between the lives of a stream",
    whyNot: () => (mosquitto === undefined ? "there is no mosquitto" : undefined),
    async make(folder) {
      const output = join(folder, "out");
      const port = await freePort();
      const settings = join(folder, "mosquitto.conf");
      const user = process.getuid?.() === 0 ? ["user root"] : [];
      const kept = ["persistence true", `persistence_location ${folder}/`, "max_queued_messages 0"];
      writeFileSync(
        settings,
        [`listener ${port} 127.0.0.1`, "allow_anonymous true", ...kept, ...user, ""].join("\n"),
      );
      let broker: ChildProcess | undefined;
      let client: MqttClient | undefined;
      const start = async (): Promise<void> => {
        broker = spawn(mosquitto!, ["-c", settings], { stdio: "ignore" });
        for (;;) {
          client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 }).catch(
            () => undefined,
          );
          if (client !== undefined) return;
        }
      };
      const stop = async (): Promise<void> => {
        await client?.endAsync(true);
        const gone = once(broker!, "exit");
        broker!.kill();
        await gone;
      };
      await start();
      let trial = 0;
      let next = 1;
      let last = 0;
      let here = 0;
      let seen = { bytes: 0, at: 0 };
      const publish = async (): Promise<void> => {
        const number = next++;
        await client!.publishAsync("rigs/a/wits", `&&\r\n0108${number}\r\n!!\r\n`, { qos: 1 });
        last = number;
        here++;
      };
      return {
        get words() {
          const url = `rig=mqtt://127.0.0.1:${port}/rigs/a/wits?clientId=drill-${trial}`;
          return ["stream", url, "-o", `${output}/`, "--sync", "50ms", "--rotate-every", "300ms", "-q"];
        },
        output,
        reset() {
          trial++;
          here = 0;
          seen = { bytes: 0, at: 0 };
        },
        async onKill() {
          await stop();
          await start();
          here = 0;
        },
        done(process) {
          if (!holds(output, process)) return false;
          if (here < ENOUGH) {
            void publish().catch(() => undefined);
            return false;
          }
          const bytes = recorded(output, "rig");
          if (bytes !== seen.bytes) seen = { bytes, at: Date.now() };
          return bytes > 0 && Date.now() - seen.at > QUIET;
        },
        async outcome() {
          const rows = await query(`SELECT DISTINCT DBTM FROM '${output}/record=01/*.parquet' ORDER BY 1`);
          const numbers = rows.map(([number]) => Number(number));
          const missing = Array.from({ length: last - numbers[0]! + 1 }, (_, i) => numbers[0]! + i);
          const there = new Set(numbers);
          const lost = missing.filter((number) => !there.has(number));
          const left = filesIn(output).filter((file) => /partial|stream\.lock|journal/.test(file));
          return (
            [...(lost.length > 0 ? [`lost ${lost.slice(0, 10).join(", ")}`] : []), ...left].join("\n") ||
            "nothing is lost"
          );
        },
        close: stop,
      };
    },
  },
];
