import { expect, it, onTestFinished } from "vitest";
import { LiveRun } from "../../src/live/run.js";
import { faultsIn } from "../../src/samples/mock/fault.js";
import { startMockRig } from "../../src/samples/mock/rig.js";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import { prompt } from "../input/link/rig.js";
import { temporaryFolder } from "../input/source/folder.js";
import { until } from "../until.js";

const LINKS = 256;
const FRAMES = 60;

it(`${LINKS} links at once, each with faults of its own, lose no byte on the way into the dataset`, async () => {
  let through = 0;
  const rigs = await Promise.all(
    Array.from({ length: LINKS }, (_, seed) =>
      startMockRig({
        data: generateWhole({ shape: "short", frames: FRAMES, seed: seed + 1 }).bytes,
        speed: "max",
        hold: true,
        seed,
        onEvent: ({ kind }) => {
          if (kind === "through") through++;
        },
        faults: faultsIn("drop:@25,garbage:5%,split:10%,duplicate:5%,reorder:5%,stall:50ms:2%"),
      }),
    ),
  );
  onTestFinished(async () => {
    for (const rig of rigs) await rig.close();
  });
  const run = await LiveRun.open({
    links: rigs.map(({ url }, i) => ({ name: `rig-${i}`, url })),
    link: prompt,
    output: temporaryFolder(),
    // Several times while they send.
    rotateSize: 1 << 18,
  });
  const controller = new AbortController();
  const ended = run.run(controller.signal);
  const sent = (): number => rigs.reduce((sum, rig) => sum + rig.sent.bytes, 0);
  const received = (): number => run.links.reduce((sum, link) => sum + link.bytes, 0);
  await until(() => through === LINKS && received() === sent());
  controller.abort();
  await ended;
  const { counters, pendingBytes, parts } = run.journal!;
  expect(counters.bytes.total + pendingBytes).toBe(sent());
  expect(counters.frames).toBeGreaterThan(LINKS * (FRAMES - 10));
  expect(parts).toBeGreaterThan(1);
  expect(Object.keys(counters.rejects).sort()).toEqual(expect.arrayContaining(["outside-frame"]));
}, 100_000);
