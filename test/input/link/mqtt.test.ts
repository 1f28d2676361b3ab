import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Link } from "../../../src/input/link/link.js";
import { selfSigned } from "../../../src/input/link/sending/self-signed.js";
import { Acknowledgements } from "../../../src/input/link/transport/mqtt-acknowledgements.js";
import { transportOf } from "../../../src/input/link/transport/transports.js";
import { until } from "../../until.js";
import { temporaryFolder } from "../source/folder.js";
import { hasBroker, startBroker } from "./broker.js";
import { frame, prompt, Running, run, serve } from "./rig.js";

/** A link that settles what it takes, or does not. */
class Settling {
  readonly link: Link;
  text = "";
  settle: (() => void) | undefined;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(link: Link, settles = true) {
    this.link = link;
    this.#running = link.run(({ bytes }, settle) => {
      this.text += Buffer.from(bytes).toString("latin1");
      this.settle = settle;
      if (settles) settle?.();
    }, this.#stop.signal);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }
}

const linkTo = async (url: string): Promise<Link> =>
  new Link(await transportOf(url), { ...prompt, settleTimeout: 20 });

describe.skipIf(!hasBroker)(
  `a link to a broker${hasBroker ? "" : " (skipped: there is no mosquitto)"}`,
  () => {
    for (const version of ["3.1.1", "5"]) {
      it(`gives what is published to its topics, apart, by MQTT ${version}`, async () => {
        const broker = await startBroker();
        const running = new Settling(await linkTo(`${broker.url}/rigs/+/wits?version=${version}`));
        await until(() => running.link.status.state === "open");
        const client = await broker.publisher();
        await client.publishAsync("rigs/7/wits", frame(1), { qos: 1 });
        await client.publishAsync("rigs/8/wits", frame(2), { qos: 1 });
        await client.publishAsync("rigs/8/depth", frame(3), { qos: 1 });
        await client.publishAsync("rigs/7/wits", frame(4), { qos: 0 });
        // In order a topic; the topics do not wait for each other.
        await until(() => running.text.length === 3 * frame(1).length);
        for (const depth of [1, 2, 4]) expect(running.text).toContain(frame(depth));
        expect(running.text.indexOf(frame(1))).toBeLessThan(running.text.indexOf(frame(4)));
        expect(running.link.status).toMatchObject({ senders: 2, connections: 2, state: "open" });
        await running.stop();
      });
    }

    it("names its senders by topic where there are several, and not where there is one", async () => {
      const broker = await startBroker();
      const [many, one] = [await run(`${broker.url}/rigs/#?qos=0`), await run(`${broker.url}/rigs/7?qos=0`)];
      await until(() => many.link.status.state === "open" && one.link.status.state === "open");
      const client = await broker.publisher();
      await client.publishAsync("rigs/7", frame(1));
      await client.publishAsync("rigs/8/a", frame(2));
      await until(() => many.text("rigs/7") === frame(1) && many.text("rigs/8/a") === frame(2));
      await until(() => one.text("") === frame(1));
    });

    it("gets again what was not settled, from a broker that keeps it for the client", async () => {
      const broker = await startBroker();
      const url = `${broker.url}/wits?clientId=journal`;
      const first = new Settling(await linkTo(url), false);
      await until(() => first.link.status.state === "open");
      const client = await broker.publisher();
      for (const depth of [1, 2, 3]) await client.publishAsync("wits", frame(depth), { qos: 1 });
      await until(() => first.text === [1, 2, 3].map(frame).join(""));
      await first.stop();
      await client.publishAsync("wits", frame(4), { qos: 1 });
      const second = new Settling(await linkTo(url));
      await until(() => second.text === [1, 2, 3, 4].map(frame).join(""));
      await second.stop();
      const third = new Settling(await linkTo(url));
      await until(() => third.link.status.state === "open");
      await client.publishAsync("wits", frame(5), { qos: 1 });
      await until(() => third.text === frame(5));
      await third.stop();
    });

    it("takes a topic up again that was silent for long", async () => {
      const broker = await startBroker();
      const running = await run(`${broker.url}/rigs/+?qos=0&idleTimeout=50ms`);
      await until(() => running.link.status.state === "open");
      const client = await broker.publisher();
      await client.publishAsync("rigs/7", frame(1));
      await until(() => running.text() === frame(1));
      await until(() => running.link.status.senders === 0);
      await client.publishAsync("rigs/7", frame(2));
      await until(() => running.text() === frame(1) + frame(2));
    });

    it("waits at its end for what was taken to be settled", async () => {
      const broker = await startBroker();
      const url = `${broker.url}/wits?clientId=journal`;
      const link = new Link(await transportOf(url), prompt);
      const first = new Settling(link, false);
      await until(() => link.status.state === "open");
      const client = await broker.publisher();
      await client.publishAsync("wits", frame(1), { qos: 1 });
      await until(() => first.text === frame(1));
      const stopped = first.stop();
      first.settle!();
      await stopped;
      await client.publishAsync("wits", frame(2), { qos: 1 });
      const second = new Settling(await linkTo(url));
      await until(() => second.text === frame(2));
      await second.stop();
    });

    it("comes back when the broker was restarted, and has every message once", async () => {
      const broker = await startBroker();
      const running = new Settling(await linkTo(`${broker.url}/wits?clientId=journal&version=5`), false);
      await until(() => running.link.status.state === "open");
      const client = await broker.publisher();
      await client.publishAsync("wits", frame(1), { qos: 1 });
      await until(() => running.text === frame(1));
      await broker.stop();
      await until(() => running.link.status.state === "waiting");
      // On disk only now: the broker has not heard of it, and sends the message again.
      running.settle!();
      await broker.start();
      await until(() => client.connected);
      await client.publishAsync("wits", frame(2), { qos: 1 });
      await until(() => running.text.endsWith(frame(2)));
      expect(running.text).toBe(frame(1) + frame(2));
      await running.stop();
    });

    it("leaves out what a broker kept as the last message, unless told", async () => {
      const broker = await startBroker();
      const client = await broker.publisher();
      await client.publishAsync("wits", frame(1), { qos: 1, retain: true });
      const [without, within] = [
        await run(`${broker.url}/wits?qos=0`),
        await run(`${broker.url}/wits?qos=0&retained`),
      ];
      await until(() => within.text() === frame(1));
      await until(() => without.link.status.state === "open");
      await client.publishAsync("wits", frame(2), { qos: 0 });
      await until(() => without.text() === frame(2));
    });

    it("takes its password from the URL, a file or the environment, and shows none", async () => {
      const passwords = join(temporaryFolder(), "passwords");
      const made = spawnSync("mosquitto_passwd", ["-b", "-c", passwords, "rig", "hush"]);
      if (made.status !== 0) return;
      const broker = await startBroker(["allow_anonymous false", `password_file ${passwords}`]);
      const address = `127.0.0.1:${broker.port}/wits`;
      const refused = await run(`mqtt://rig:wrong@${address}`);
      await until(() => refused.link.status.failures > 0);
      expect(refused.link.status.trouble).toMatch(/user or password is wrong|no right to/);
      expect(JSON.stringify(refused.link.status)).not.toContain("wrong@");
      const file = join(temporaryFolder(), "secret");
      writeFileSync(file, "hush\n");
      const open = async (url: string): Promise<void> => {
        const running = await run(url);
        await until(() => running.link.status.state === "open");
        expect(running.link.status.url).not.toContain("hush");
        await running.stop();
      };
      await open(`mqtt://rig:hush@${address}`);
      await open(`mqtt://rig@${address}?passwordFile=${file}`);
      process.env["WITSKIT_TEST_PASSWORD"] = "hush";
      await open(`mqtt://rig@${address}?passwordEnv=WITSKIT_TEST_PASSWORD`);
    });

    it("checks the broker's certificate", async () => {
      const certificate = await selfSigned();
      const folder = temporaryFolder({ "cert.pem": certificate.cert, "key.pem": certificate.key });
      const tls = [`certfile ${folder}/cert.pem`, `keyfile ${folder}/key.pem`];
      const { port } = await startBroker(["allow_anonymous true", ...tls]);
      const refused = await run(`mqtts://127.0.0.1:${port}/wits`);
      await until(() => refused.link.status.failures > 0);
      expect(refused.link.status.trouble).toMatch(/signed by itself/);
      const running = await run(`mqtts://127.0.0.1:${port}/wits?ca=${folder}/cert.pem`);
      await until(() => running.link.status.state === "open");
    });
  },
);

describe("acknowledgements", () => {
  const message = (id: number, again = false) => ({ id, topic: "t", payload: Buffer.from(`${id}`), again });

  it("are sent in the order in which messages came, whatever the order in which they are settled", () => {
    const sent: number[] = [];
    const acknowledgements = new Acknowledgements();
    acknowledgements.begin((id) => void sent.push(id));
    const [first, second, third] = [1, 2, 3].map((id) => acknowledgements.note(message(id))!);
    acknowledgements.settle(second!);
    expect(sent).toEqual([]);
    acknowledgements.settle(first!);
    expect(sent).toEqual([1, 2]);
    acknowledgements.settle(third!);
    expect(sent).toEqual([1, 2, 3]);
  });

  it("are sent again for what comes again, which is not taken again", () => {
    const sent: number[] = [];
    const acknowledgements = new Acknowledgements();
    acknowledgements.begin(() => {});
    const [first, second] = [1, 2].map((id) => acknowledgements.note(message(id))!);
    acknowledgements.settle(first!);
    acknowledgements.begin((id) => void sent.push(id));
    expect([1, 2].map((id) => acknowledgements.note(message(id, true)))).toEqual([undefined, undefined]);
    expect(sent).toEqual([1]);
    acknowledgements.settle(second!);
    expect(sent).toEqual([1, 2]);
    expect(acknowledgements.note(message(3, true))).toBeDefined();
    expect(acknowledgements.note({ ...message(2, true), payload: Buffer.from("other") })).toBeDefined();
  });
});

describe("the URL of a broker", () => {
  it("says what it cannot be", async () => {
    const refused = (url: string) => expect(transportOf(url)).rejects;
    await refused("mqtt://broker").toThrow(/a topic follows/);
    await refused("mqtt://broker/a/#/b").toThrow(/"#" in its topic/);
    await refused("mqtt://broker/a+/b").toThrow(/"a\+" in its topic/);
    await refused("mqtt://broker/a?qos=2").toThrow(/qos: "2" is none of 0, 1/);
    await refused("mqtt://me:a@broker/a?passwordEnv=HOME").toThrow(/more than one password/);
    await refused("mqtt://me@broker/a?passwordEnv=NO_SUCH_VARIABLE").toThrow(/no variable NO_SUCH_VARIABLE/);
  });

  it("that nobody serves, or that speaks something else, is a failure that may pass", async () => {
    const nobody = await run("mqtt://127.0.0.1:1/wits", { reconnect: false });
    expect(await nobody.ended).toMatchObject({
      kind: "network",
      message: expect.stringMatching(/nobody listens there/),
    });
    const silent = await serve(() => {});
    const running = new Running(
      new Link(await transportOf(`mqtt://127.0.0.1:${silent.port}/wits?connectTimeout=100ms`), {
        reconnect: false,
      }),
    );
    expect(await running.ended).toMatchObject({
      kind: "network",
      message: expect.stringMatching(/did not answer in time/),
    });
  });
});
