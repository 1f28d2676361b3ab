/** Trouble of the string, put into a trip out of the hole as its sensors would show it, is found; a trip without it has none. */
import { beforeAll, describe, expect, it } from "vitest";
import { as, type Gauge, scenarioLog } from "./feed.js";
import { eventsOf, type FoundEvent } from "./found.js";

/** What the string's trouble is told by; what else stands out in that day is not asked here. */
const STRING = ["overpull", "stuck"];

/** The end of the day, in which the string comes out. */
let log: string;
let began: number;
/** Seconds from the first row: pulls of a stand upwards, when the string is long and some stands are out. */
let pulls: readonly { readonly from: number; readonly to: number }[];

beforeAll(() => {
  const day = scenarioLog("comprehensive", { seed: 2 }, { every: 5 });
  const half = day.log.indexOf("\r\n&&", day.log.length * 0.7);
  log = day.log.slice(half + 2);
  const first = /0105(\d\d)(\d\d)(\d\d)\r\n0106(\d\d)(\d\d)(\d\d)/.exec(log)!.slice(1);
  const [year, month, date, hour, minute, second] = first.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  began = Date.UTC(2000 + year, month - 1, date, hour, minute, second);
  const { states } = day.truth.wells[0]!;
  pulls = states
    .filter(({ state, seconds }) => state === "trip_out" && seconds > 20)
    .filter(({ start }) => Date.parse(`${start}Z`) > began)
    .map(({ start, seconds }) => {
      const from = (Date.parse(`${start}Z`) - began) / 1000;
      return { from, to: from + seconds };
    })
    .slice(8, 40);
});

const changed = async (gauges: Readonly<Record<string, Gauge>>): Promise<FoundEvent[]> =>
  (await eventsOf(as(log, { gauges }), { units: "metric" })).filter(({ kind }) => STRING.includes(kind));
const within = ({ start, raised }: FoundEvent, from: number, to: number): void => {
  expect(start).toBeGreaterThanOrEqual(began + 1000 * from);
  expect(raised).toBeLessThanOrEqual(began + 1000 * to);
};

describe("pulled out of the hole", () => {
  it("a string that comes as ever is no trouble", async () => {
    expect(pulls.length).toBeGreaterThan(10);
    expect(await changed({})).toEqual([]);
  });

  it("a string that hangs in a tight place is an overpull, told while it is pulled", async () => {
    const { from, to } = pulls[9]!;
    const heavier: Gauge = (v, _, s) => (s > from + 5 && s < to ? v * 1.4 : v);
    const events = await changed({ "0114": heavier, "0115": heavier });
    expect(events.map(({ kind }) => kind)).toEqual(["overpull"]);
    within(events[0]!, from, to);
    expect(events[0]!.evidence).toMatch(
      /^hookload \d+ % of the string's weight above what pulling it usually takes/,
    );
  });

  it("a string that is pulled, turns not and does not come is stuck", async () => {
    const { from } = pulls[9]!;
    const [caught, free] = [from + 10, from + 400];
    const isHeld = (s: number): boolean => s >= caught && s <= free;
    /** What a gauge showed last before the string was caught, so many times. */
    const held = (times: number): Gauge => {
      let last = Number.NaN;
      return (v, _, s) => {
        if (!isHeld(s)) last = v;
        return isHeld(s) ? last * times : v;
      };
    };
    const events = await changed({
      "0108": held(1),
      "0112": held(1),
      "0114": held(1.45),
      "0115": held(1.45),
    });
    const stuck = events.filter(({ kind }) => kind === "stuck");
    expect(stuck).toHaveLength(1);
    within(stuck[0]!, from, caught + 180);
    expect(stuck[0]!.evidence).toContain("the string did not move for");
  });
});
