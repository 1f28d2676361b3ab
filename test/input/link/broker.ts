/** A real broker, Mosquitto, on a free port, for tests. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect as dial } from "node:net";
import { join } from "node:path";
import { connect, type MqttClient } from "mqtt";
import { onTestFinished } from "vitest";
import { program } from "../../program.js";
import { until } from "../../until.js";
import { temporaryFolder } from "../source/folder.js";
import { freePort } from "./rig.js";

const mosquitto = program("mosquitto");
export const hasBroker = mosquitto !== undefined;

export interface TestBroker {
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  /** Ends it; what it keeps for clients is on disk. */
  stop(): Promise<void>;
  /** A client that publishes. */
  publisher(): Promise<MqttClient>;
}

export async function startBroker(lines: readonly string[] = ["allow_anonymous true"]): Promise<TestBroker> {
  const folder = temporaryFolder();
  const port = await freePort();
  const settings = join(folder, "mosquitto.conf");
  const kept = [
    "persistence true",
    `persistence_location ${folder}/`,
    "autosave_on_changes true",
    "autosave_interval 1",
  ];
  // Started by root it becomes another user, who may not read the folders of tests.
  if (process.getuid?.() === 0) kept.push("user root");
  writeFileSync(settings, [`listener ${port} 127.0.0.1`, ...kept, ...lines, ""].join("\n"));
  let running: ChildProcess | undefined;
  const broker: TestBroker = {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    async start() {
      running = spawn(mosquitto!, ["-c", settings], { stdio: "ignore" });
      await until(() => answers(port));
    },
    async stop() {
      if (running === undefined || running.exitCode !== null) return;
      const gone = once(running, "exit");
      running.kill();
      await gone;
      running = undefined;
    },
    async publisher() {
      const client = connect(broker.url, { reconnectPeriod: 20 });
      client.on("error", () => {});
      onTestFinished(() => void client.end(true));
      await until(() => client.connected);
      return client;
    },
  };
  onTestFinished(() => broker.stop());
  await broker.start();
  return broker;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = dial(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
