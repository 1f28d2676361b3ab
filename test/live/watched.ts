/** Runs with subscribers, of mock rigs that send nothing before the test has connected to what it looks at. */
import { onTestFinished } from "vitest";
import { dataOptions } from "../../src/input/feed/options.js";
import { type LiveOptions, LiveRun } from "../../src/live/run.js";
import { openSubscribers, type Subscribers } from "../../src/live/subscribers/open.js";
import { type MockRig, type MockRigOptions, startMockRig } from "../../src/samples/mock/rig.js";
import { prompt } from "../input/link/rig.js";
import { until } from "../until.js";

/** Sends when it is told to `resume`, and stays connected at the end of its log. */
export async function stalledRig(options: MockRigOptions): Promise<MockRig> {
  const rig = await startMockRig({ hold: true, ...options });
  onTestFinished(() => rig.close());
  rig.stall();
  return rig;
}

export interface Watched {
  readonly run: LiveRun;
  readonly subscribers: Subscribers;
  readonly stop: () => Promise<void>;
}

export interface WatchOptions extends Partial<Omit<LiveOptions, "links">> {
  readonly toTcp?: string;
  readonly toMqtt?: string;
}

/** Resolves when the rigs, by the names of their links, are connected; the run ends with the test. */
export async function watched(
  rigs: Readonly<Record<string, MockRig>>,
  { toTcp, toMqtt, ...options }: WatchOptions,
): Promise<Watched> {
  const { onTrouble } = options;
  const links = Object.entries(rigs).map(([name, { url }]) => ({ name, url }));
  const run = await LiveRun.open({ links, link: prompt, ...options });
  const data = await dataOptions(options, "long");
  const subscribers = (await openSubscribers({ data, toTcp, toMqtt, onTrouble }))!;
  run.subscribe(subscribers.feed);
  const controller = new AbortController();
  const ended = run.run(controller.signal);
  const stop = async (): Promise<void> => {
    controller.abort();
    await ended;
  };
  onTestFinished(stop);
  await until(() => Object.values(rigs).every(({ clients }) => clients === 1));
  return { run, subscribers, stop };
}
