/**
 * Contracts and reports that seeds make up come to the same to the cent in the lines of reports, days, months, CSV, paper, workbook and star schema, on both engines, and to
 * what a second arithmetic counts. More of them: `node --import ./scripts/typescript.mjs test/service/export/random-camp.ts 1-100`.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program, skipped } from "../../program.js";
import { engines, type Place } from "../store/engines.js";
import { billsOfSeed, calculatedOtherwise, type House, house, type Looked } from "./random-camp.js";

const SEEDS = [4, 11] as const;

describe.each(engines.map((engine, i) => ({ ...engine, seed: SEEDS[i]! })))(
  "bills that seed $seed makes up, on $name",
  ({ name, start, seed }) => {
    let place: Place;
    let at: House;
    let looked: Looked;
    beforeAll(async () => {
      if (start === undefined) return;
      place = await start();
      at = await house(place.engine === "postgres" ? place.place : undefined);
    }, 120_000);
    afterAll(async () => {
      await at?.served.end();
      await place?.end();
    });

    it.runIf(start !== undefined)(
      skipped(
        "are what a second arithmetic counts, issued and amended and issued again",
        start && name,
        name,
      ),
      async () => {
        looked = await billsOfSeed(seed, at, 4);
        expect(looked.wrong).toEqual([]);
        expect(looked.lines).toBeGreaterThan(50);
      },
      300_000,
    );

    const soffice = start && program("soffice");
    it.runIf(soffice !== undefined)(
      skipped("are what LibreOffice calculates of their workbooks", soffice, "soffice"),
      async () => {
        expect(await calculatedOtherwise(looked.workbooks)).toEqual([]);
      },
      300_000,
    );
  },
);
