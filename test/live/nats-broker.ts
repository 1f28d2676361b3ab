/** A real NATS server with JetStream, on a free port, for tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect as dial } from "node:net";
import { join } from "node:path";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { onTestFinished } from "vitest";
import { freePort } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { program } from "../program.js";
import { until } from "../until.js";

const server = program("nats-server");
export const hasNats = server !== undefined;

export interface NatsBroker {
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  /** What it has taken stays in its folder. */
  kill(): Promise<void>;
  /** Somebody else who talks to it. */
  client(
    options?: Parameters<typeof connect>[0],
  ): Promise<{ connection: NatsConnection; manager: JetStreamManager }>;
}

/** Not started yet; it ends with the test. */
export async function natsBroker(settings: readonly string[] = []): Promise<NatsBroker> {
  const broker = await natsIn(temporaryFolder(), settings);
  onTestFinished(broker.kill);
  return broker;
}

/** The same for who ends it. */
export async function natsIn(folder: string, settings: readonly string[] = []): Promise<NatsBroker> {
  const port = await freePort();
  const path = join(folder, "nats.conf");
  const store = `jetstream { store_dir: "${join(folder, "store")}" }`;
  writeFileSync(path, [`listen: 127.0.0.1:${port}`, store, ...settings, ""].join("\n"));
  let running: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (running === undefined || running.exitCode !== null) return;
    const gone = once(running, "exit");
    running.kill("SIGKILL");
    running = undefined;
    await gone;
  };
  return {
    port,
    url: `nats://127.0.0.1:${port}`,
    kill,
    async start() {
      const child = spawn(server!, ["-c", path], { stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      child.stderr.on("data", (text: Buffer) => {
        said = (said + text.toString()).slice(-2000);
      });
      running = child;
      await until(() => {
        if (child.exitCode !== null) throw new Error(`the server has ended, and said ${said}`);
        return answers(port);
      });
    },
    async client(options) {
      const connection = await connect({ servers: `127.0.0.1:${port}`, reconnect: false, ...options });
      onTestFinished(() => connection.close());
      return { connection, manager: await jetstreamManager(connection) };
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = dial(port, "127.0.0.1");
    // It greets when it is ready.
    socket.on("data", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("close", () => resolve(false));
    socket.on("data", () => socket.destroy());
  });
