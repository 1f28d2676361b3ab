/** Frames published to a broker while a stream runs. */
import type { MqttClient } from "mqtt";
import { describe, expect, it } from "vitest";
import { dropText } from "../../src/live/subscribers/open.js";
import type { MockRig } from "../../src/samples/mock/rig.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { hasBroker, startBroker, type TestBroker } from "../input/link/broker.js";
import { until } from "../until.js";
import { stalledRig, watched } from "./watched.js";

const LOG = generateWhole({ shape: "short", frames: 60, seed: 5 }).bytes;

interface Message {
  readonly topic: string;
  readonly retained: boolean;
  readonly document: Record<string, unknown>;
}

/** What a client of the broker hears of these topics. */
async function hear(broker: TestBroker, topics: string): Promise<Message[]> {
  const client: MqttClient = await broker.publisher();
  const heard: Message[] = [];
  client.on("message", (topic, payload, { retain }) => {
    heard.push({ topic, retained: retain, document: JSON.parse(payload.toString()) });
  });
  await client.subscribeAsync(topics, { qos: 1 });
  return heard;
}

async function publish(rig: MockRig, name: string, toMqtt: string) {
  const troubles: (string | undefined)[] = [];
  const onTrouble = (trouble: string | undefined): void => void troubles.push(trouble);
  const { subscribers, stop } = await watched({ [name]: rig }, { units: "metric", toMqtt, onTrouble });
  return { subscribers, troubles, stop };
}

const start = (rate: number): Promise<MockRig> => stalledRig({ data: LOG, rate });

describe.skipIf(!hasBroker)(
  `frames at a broker${hasBroker ? "" : " (skipped: there is no mosquitto)"}`,
  () => {
    it("are a topic a stream, the last one kept for who comes later", async () => {
      const [broker, rig] = [await startBroker(), await start(500)];
      const heard = await hear(broker, "field/rigs/#");
      const { subscribers, troubles, stop } = await publish(rig, "rig-7", `${broker.url}/field/rigs/?qos=1`);
      await until(() => subscribers.mqtt!.connected);
      rig.resume();
      await until(() => heard.length === 60);
      expect(heard.map(({ topic }) => topic)).toEqual(Array(60).fill("field/rigs/rig-7"));
      expect(heard.map(({ document }) => document["frame"])).toEqual(heard.map((_, i) => i + 1));
      expect(heard[0]!.document).toMatchObject({ source: "rig-7", timestamp: "2024-03-01T06:00:00.000" });
      const later = await hear(broker, "field/rigs/+");
      await until(() => later.length === 1);
      expect(later[0]).toMatchObject({ retained: true, document: { frame: 60 } });
      await stop();
      expect(dropText(subscribers)).toEqual([]);
      // That it closes the connection itself at the end is no trouble.
      expect(troubles).toEqual([]);
    });

    it("or a topic a code, with value and unit", async () => {
      const [broker, rig] = [await startBroker(), await start(500)];
      const heard = await hear(broker, "#");
      const { subscribers } = await publish(rig, "rig 8", `${broker.url}?per=code&retain=false`);
      await until(() => subscribers.mqtt!.connected);
      rig.resume();
      await until(() => heard.length === 300);
      expect(new Set(heard.map(({ topic }) => topic))).toEqual(
        new Set(["0105", "0106", "0108", "0110", "0121"].map((code) => `rig_8/${code}`)),
      );
      const depth = heard.find(({ topic }) => topic === "rig_8/0108");
      expect(depth).toMatchObject({
        retained: false,
        document: { code: "0108", mnemonic: "DBTM", unit: "M", value: expect.any(Number) },
      });
    });

    it("are dropped and counted while the broker is away, which is said, and go on when it is back", async () => {
      const [broker, rig] = [await startBroker(), await start(50)];
      const { subscribers, troubles } = await publish(rig, "rig-7", `${broker.url}/rigs`);
      const { mqtt } = subscribers;
      await until(() => mqtt!.connected);
      await broker.stop();
      await until(() => !mqtt!.connected);
      rig.resume();
      await until(() => mqtt!.dropped >= 5);
      expect(troubles.at(-1)).toMatch(/^cannot publish to mqtt:\/\/127\.0\.0\.1:\d+\/rigs: /);
      await broker.start();
      await until(() => mqtt!.connected);
      expect(troubles.at(-1)).toBeUndefined();
      expect(dropText(subscribers)).toEqual([expect.stringMatching(/^\d+ messages could not be published$/)]);
    });

    it("need a user who may, whose password is not shown", async () => {
      const [broker, rig] = [await startBroker(["allow_anonymous false"]), await start(50)];
      const url = broker.url.replace("//", "//driller:hunter2@");
      const { troubles } = await publish(rig, "rig-7", `${url}/rigs`);
      await until(() => troubles.length > 0);
      expect(troubles[0]).toMatch(/^cannot publish to mqtt:\/\/driller:\*\*\*@127\.0\.0\.1:\d+\/rigs: /);
    });
  },
);
