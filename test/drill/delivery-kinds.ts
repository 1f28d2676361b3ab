/**
 * Drills of a fleet: an edge box publishes what it records, a centre records what the broker has, and one of them is killed, or the broker
 * is, and those beside it. In the end each frame that the edge has is at the centre once, in the same place.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { query } from "../bulk/query.js";
import { BINARY } from "../cli/binary.js";
import { program } from "../program.js";
import type { Kind, Stage } from "./kind.js";
import { holds, recorded } from "./recorded.js";

const nats = program("nats-server");

/** Frames of a life, and how many the sender sends at a time. */
const FRAMES = 1500;
const BURST = 10;
/** Milliseconds in which what is under way must come to its end. */
const LATE = 40_000;

const ROTATION = ["--sync", "50ms", "--rotate-every", "300ms", "-q"];

/** Sends numbered frames, some cut in two, to whoever connects, each number once. */
class Sender {
  readonly server: Server;
  next = 1;
  #last = 0;
  readonly #sockets = new Set<Socket>();

  constructor() {
    this.server = createServer((socket) => {
      this.#sockets.add(socket);
      let rest = "";
      const timer = setInterval(() => {
        if (this.next > this.#last) {
          if (rest !== "") socket.write(rest);
          rest = "";
          return;
        }
        let text = rest;
        for (let i = 0; i < BURST; i++) text += `&&\r\n0108${this.next}\r\n0110${this.next++}\r\n!!\r\n`;
        const cut = text.length - 1 - (this.next % 17);
        rest = text.slice(cut);
        socket.write(text.slice(0, cut));
      }, 4);
      socket.on("error", () => {});
      socket.on("close", () => {
        clearInterval(timer);
        this.#sockets.delete(socket);
      });
    });
  }

  /** So many frames more. */
  more(frames: number): void {
    this.#last = this.next + frames;
  }

  get sent(): boolean {
    return this.next > this.#last;
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

/** A process that is started, killed and started again beside what is drilled. */
class Beside {
  readonly #start: () => ChildProcess;
  #child: ChildProcess | undefined;

  constructor(start: () => ChildProcess) {
    this.#start = start;
  }

  start(): void {
    this.#child = this.#start();
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("data", () => {
      resolve(true);
      socket.destroy();
    });
    socket.on("error", () => resolve(false));
  });

async function eventually(condition: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const limit = Date.now() + LATE; Date.now() < limit; await delay(20))
    if (await condition()) return true;
  return false;
}

interface Fleet {
  readonly edge: string;
  readonly centre: string;
  readonly sender: Sender;
  readonly broker: Beside;
  readonly words: { readonly edge: readonly string[]; readonly centre: readonly string[] };
  startBroker(): Promise<void>;
  /** Ends the broker and forgets what it has. */
  clear(): Promise<void>;
}

async function fleetIn(folder: string): Promise<Fleet> {
  const [edge, centre] = [join(folder, "edge"), join(folder, "centre")];
  const port = await freePort();
  const settings = join(folder, "nats.conf");
  const store = join(folder, "store");
  writeFileSync(settings, `listen: 127.0.0.1:${port}\njetstream { store_dir: "${store}" }\n`);
  const sender = new Sender();
  const url = await sender.listen();
  const broker = new Beside(() => spawn(nats!, ["-c", settings], { stdio: "ignore" }));
  return {
    ...{ edge, centre, sender, broker },
    words: {
      edge: [
        "stream",
        `rig-7=${url}`,
        "-o",
        `${edge}/`,
        "--to-nats",
        `nats://127.0.0.1:${port}/rig`,
        ...ROTATION,
      ],
      centre: [
        "stream",
        `rigs=nats://127.0.0.1:${port}/rig.*.raw?consumer=centre`,
        "-o",
        `${centre}/`,
        ...ROTATION,
      ],
    },
    async startBroker() {
      broker.start();
      await eventually(() => answers(port));
    },
    async clear() {
      await broker.end("SIGKILL");
      for (const path of [store, edge, centre]) rmSync(path, { recursive: true, force: true });
    },
  };
}

const running = (words: readonly string[]): Beside =>
  new Beside(() => spawn(process.execPath, [BINARY, ...words], { stdio: "ignore" }));

/** Bytes that the edge knows the broker to have. */
function delivered(edge: string, target: string): number {
  try {
    const path = join(edge, "_witskit/delivery", `${encodeURIComponent(target)}.json`);
    return (
      (JSON.parse(readFileSync(path, "utf8")) as { streams: Record<string, number> }).streams["rig-7"] ?? 0
    );
  } catch {
    return 0;
  }
}

/** What differs between edge and centre, when both have come to rest. */
async function difference({ edge, centre }: Fleet): Promise<string> {
  const rows = (folder: string): Promise<unknown[][]> =>
    existsSync(join(folder, "record=01"))
      ? query(
          `SELECT source, "offset", DBTM, DMEA, timestamp FROM '${folder}/record=01/*.parquet' ORDER BY "offset"`,
        )
      : Promise.resolve([]);
  const [here, there] = [await rows(edge), await rows(centre)];
  if (here.length === 0) return "the edge has no rows";
  const odd = here.filter(([, , bit, hole]) => bit !== null && hole !== null && bit !== hole);
  if (odd.length > 0) return `a frame is made of two: ${JSON.stringify(odd[0])}`;
  const first = here.findIndex((row, i) => JSON.stringify(row) !== JSON.stringify(there[i]));
  if (first < 0 && here.length === there.length) return "each frame once, in the same place";
  return `row ${first} of ${here.length}: ${JSON.stringify(here[first])} at the edge, ${JSON.stringify(there[first])} of ${there.length} at the centre`;
}

const common = (fleet: Fleet) => ({
  async close() {
    fleet.sender.close();
    await fleet.clear();
  },
});

export const deliveryKinds: readonly Kind[] = [
  {
    name: "delivery-edge",
    about: "an edge box that publishes what it records",
    whyNot: () => (nats === undefined ? "there is no nats-server" : undefined),
    async make(folder): Promise<Stage> {
      const fleet = await fleetIn(folder);
      const { edge, centre, sender, words } = fleet;
      const target = words.edge[words.edge.indexOf("--to-nats") + 1]!;
      const beside = running(words.centre);
      return {
        words: words.edge,
        output: edge,
        async reset() {
          await beside.end("SIGKILL");
          await fleet.clear();
          await fleet.startBroker();
          beside.start();
          sender.more(FRAMES);
        },
        onKill: () => sender.more(FRAMES),
        done(process) {
          const here = recorded(edge, "rig-7");
          return holds(edge, process) && sender.sent && here > 0 && delivered(edge, target) >= here;
        },
        async outcome() {
          const all = await eventually(() => recorded(centre, "rig-7") >= recorded(edge, "rig-7"));
          await beside.end("SIGTERM");
          return all
            ? difference(fleet)
            : `the centre has ${recorded(centre, "rig-7")} of ${recorded(edge, "rig-7")} bytes`;
        },
        async close() {
          await beside.end("SIGKILL");
          await common(fleet).close();
        },
      };
    },
  },
  {
    name: "delivery-centre",
    about: "a centre that records what a broker has, which is killed with it and with the edge box",
    whyNot: () => (nats === undefined ? "there is no nats-server" : undefined),
    async make(folder): Promise<Stage> {
      const fleet = await fleetIn(folder);
      const { edge, centre, sender, words } = fleet;
      const beside = running(words.edge);
      let kills = 0;
      return {
        words: words.centre,
        output: centre,
        async reset() {
          await beside.end("SIGKILL");
          await fleet.clear();
          await fleet.startBroker();
          kills = 0;
          beside.start();
          sender.more(FRAMES);
        },
        async onKill() {
          // In turn: the centre alone, the broker too, the edge box as well.
          if (kills++ % 3 > 0) await fleet.broker.end("SIGKILL");
          if (kills % 3 === 0) await beside.end("SIGKILL");
          if (kills % 3 !== 1) await fleet.startBroker();
          if (kills % 3 === 0) beside.start();
          sender.more(FRAMES);
        },
        done(process) {
          const here = recorded(edge, "rig-7");
          return holds(centre, process) && sender.sent && here > 0 && recorded(centre, "rig-7") >= here;
        },
        async outcome() {
          await beside.end("SIGTERM");
          return difference(fleet);
        },
        async close() {
          await beside.end("SIGKILL");
          await common(fleet).close();
        },
      };
    },
  },
];
