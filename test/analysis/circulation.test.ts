/** When the pumps ran, and how much they pumped. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { circulation } from "../../src/analysis/circulation/circulation.js";
import { analysed } from "./state/analysed.js";
import { scenarioLog } from "./trouble/feed.js";

const F9 = "../shared/data/truths/volve-f9/f9-15s.wits.gz";

describe("pumping periods", () => {
  it.each([1, 5, 15])("are those of the scenario, every %i s", (every) => {
    const { log, truth } = scenarioLog("circulation_break", { seed: 2, hours: 2 }, { every });
    const { tables } = analysed(log, { units: "metric", stages: [circulation()] });
    const breaks = truth.wells[0]!.events.filter(({ kind }) => kind === "circulation_break");
    expect(breaks.length).toBeGreaterThan(1);
    const rows = tables.pumping!;
    for (const { start, end } of breaks) {
      // The truth calls it over when flow comes back, a moment before the pumps' own threshold.
      const near = (time: number, text: string | null): boolean =>
        Math.abs(time - Date.parse(`${text}Z`)) <= (every + 5) * 1000;
      expect(rows.some((row) => near(row.end, start))).toBe(true);
      expect(rows.some((row) => near(row.start, end))).toBe(true);
    }
    for (const row of rows) {
      expect(row.seconds).toBe((row.end - row.start) / 1000);
      // 17.7 L a stroke, and litres a minute in cubic metres.
      expect(row.volume! / row.strokes!).toBeCloseTo(0.0177, 3);
      expect((row.flow_mean! * row.seconds) / 60_000).toBeCloseTo(row.volume!, 6);
    }
    const kpis = Object.fromEntries(tables.kpis!.map(({ name, value }) => [name, value]));
    expect(kpis.pumping_time).toBe(rows.reduce((sum, { seconds }) => sum + seconds, 0));
    // Lag strokes are in the feed: annulus over flow, 2,640 m of 0.0239 m3 each at 2,200 L/min.
    expect(kpis.bottoms_up_time!).toBeGreaterThan(1_500);
    expect(kpis.bottoms_up_time!).toBeLessThan(2_100);
  });

  it("know no volume without a unit or the volume of a stroke", () => {
    const { log } = scenarioLog(
      "circulation_break",
      { seed: 2, hours: 0.5 },
      { every: 5, without: ["0130"] },
    );
    const without = analysed(log, { units: "metric", stages: [circulation()] }).tables;
    expect(without.pumping!.map(({ volume }) => volume)).toEqual(without.pumping!.map(() => undefined));
    expect(without.kpis!.find(({ name }) => name === "volume_pumped")!.definition).toMatch(/needs/);
    const told = analysed(log, { units: "metric", stages: [circulation({ strokeVolume: 0.0177 })] }).tables;
    expect(told.pumping![0]!.volume).toBeCloseTo(told.pumping![0]!.strokes! * 0.0177, 9);
  });

  it.skipIf(!existsSync(F9))("of a real rig are within three percent", () => {
    const log = gunzipSync(readFileSync(F9));
    const { tables } = analysed(log, { units: "metric", stages: [circulation()] });
    const seconds = tables.pumping!.reduce((sum, row) => sum + row.seconds, 0);
    // By the stroke rates; the company's own counter stands at 2,349.
    expect(Math.abs(seconds / 2_325 - 1)).toBeLessThan(0.03);
  });
});
