/** Rows that grow in bounded memory: what is kept is true, and a peak is never lost. */
import { describe, expect, it } from "vitest";
import { LiveChart } from "../../../src/view/dashboard/page/live-chart.js";
import { Strip } from "../../../src/view/dashboard/page/strip.js";
import { TimeOrder } from "../../../src/view/dashboard/web/time-order.js";
import type { Lane } from "../../../src/view/plot/page/chart.js";

const DAY = 86_400_000;

function filled(rows: number, most: number, { window = DAY, step = 1000 } = {}): Strip {
  const strip = new Strip(most, window);
  strip.widen(2);
  for (let i = 0; i < rows; i++) {
    const row = strip.row(i * step);
    strip.put(row, 0, i);
    if (i % 10 === 0) strip.put(row, 1, i === 4210 ? 99 : 1);
  }
  return strip;
}

describe("a strip", () => {
  it("keeps every row while there is room", () => {
    const strip = filled(3000, 4096);
    expect(strip.length).toBe(3000);
    expect(strip.reduced).toBe(false);
    expect([...strip.least(0)]).toEqual(Array.from({ length: 3000 }, (_, i) => i));
    expect(Number.isNaN(strip.least(1)[1]!)).toBe(true);
  });

  it("gathers rows by twos when there is none, with the least and the greatest of them", () => {
    const strip = filled(20_000, 4096);
    expect(strip.length).toBeLessThanOrEqual(4096);
    expect(strip.reduced).toBe(true);
    expect(strip.index[0]).toBe(0);
    expect(strip.index.every((time, i, all) => i === 0 || time > all[i - 1]!)).toBe(true);
    for (let i = 0; i + 1 < strip.length; i++) {
      expect(strip.least(0)[i]).toBe(strip.index[i]! / 1000);
      expect(strip.greatest(0)[i]).toBe(strip.index[i + 1]! / 1000 - 1);
    }
    expect(Math.max(...strip.greatest(1).filter((value) => !Number.isNaN(value)))).toBe(99);
  });

  it("lets go what is older than its window, and what has no room although it stands apart", () => {
    expect(filled(20_000, 4096, { window: 2_000_000 }).index[0]).toBeGreaterThan(16_000_000);
    const apart = filled(20_000, 4096, { step: 120_000 });
    expect(apart.length).toBeLessThanOrEqual(4096);
    expect(apart.index.at(-1)).toBe(19_999 * 120_000);
  });

  it("takes rows that come a little late in their places, and no others", () => {
    const strip = new Strip(4096, DAY);
    strip.widen(1);
    for (const time of [1000, 3000, 4000]) strip.put(strip.row(time), 0, time);
    strip.put(strip.row(2000), 0, 2000);
    strip.put(strip.row(3000), 0, 3001);
    expect([...strip.index]).toEqual([1000, 2000, 3000, 4000]);
    expect([...strip.least(0)]).toEqual([1000, 2000, 3001, 4000]);
    expect(strip.row(500)).toBe(-1);
  });

  it("is the same on the other side of a history", () => {
    const strip = filled(9000, 4096);
    const other = new Strip(4096, DAY);
    const columns = [0, 1];
    other.append(
      strip.index.slice(),
      columns.map((column) => strip.least(column).slice()),
      columns.map((column) => strip.greatest(column).slice()),
    );
    expect(other.index).toEqual(strip.index);
    for (const column of columns) {
      expect(other.least(column)).toEqual(strip.least(column));
      expect(other.greatest(column)).toEqual(strip.greatest(column));
    }
  });
});

describe("the order of times", () => {
  it("leaves out a single time that is far too early, and believes more of them", () => {
    const order = new TimeOrder();
    expect(order.judge(DAY)).toBe("next");
    expect(order.judge(DAY - 5000)).toBe("next");
    expect(order.judge(1000)).toBe("early");
    expect(order.judge(DAY + 1000)).toBe("next");
    const judged = Array.from({ length: 10 }, (_, i) => order.judge(1000 + 1000 * i));
    expect(judged.slice(0, 9)).toEqual(Array(9).fill("early"));
    expect(judged[9]).toEqual({ cut: 1000 });
    expect(order.judge(11_000)).toBe("next");
  });
});

describe("a live chart", () => {
  const curve = (column: number, more: object = {}) => ({
    ...{ column, name: `C${column}`, meaning: "", unit: undefined, range: undefined },
    ...{ log: false, group: -1, fromZero: false, ...more },
  });

  it("widens its scales to what comes, keeps those that were asked for, and names activities", () => {
    const chart = new LiveChart(
      {
        ...{
          board: "b",
          title: "b",
          utc: false,
          columns: 3,
          depth: undefined,
          activity: 2,
          state: undefined,
        },
        activityNames: { 2: "drilling" },
        tracks: [[curve(0, { fromZero: true }), curve(1, { range: { left: 5, right: 6 } })]],
      },
      1024,
      DAY,
    );
    const row = (i: number, value: number): void =>
      chart.take({ cut: undefined, rows: [[i * 1000, 0, value, 1, 99, 2, i < 5 ? 2 : 77]] });
    for (let i = 0; i < 10; i++) row(i, 80 + i);
    chart.refresh(0);
    const [first, second] = chart.tracks[0]!.curves;
    expect(first!.scale).toMatchObject({ left: 0, right: 100 });
    expect(second!.scale).toMatchObject({ left: 5, right: 6 });
    const [{ kinds, runs }] = chart.lanes as [Lane];
    expect(runs.map(({ kind }) => kinds[kind]!.name)).toEqual(["drilling", "activity 77"]);
    row(10, 240);
    chart.refresh(1);
    expect(first!.scale.right).toBe(250);
    // A history is held against its scale as a whole, however soon it comes.
    for (let i = 11; i < 400; i++) row(i, i > 50 && i < 150 ? 400 : 80);
    chart.refresh(1);
    row(400, 900);
    chart.refresh(1);
    expect(first!.scale.right).toBe(400);
    chart.refresh(6000);
    expect(first!.scale.right).toBe(1000);
    chart.take({ cut: 4000, rows: [] });
    chart.refresh(2);
    expect(chart.strip.length).toBe(5);
    expect(chart.index.last).toBe(4000);
  });
});
