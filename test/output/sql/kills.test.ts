import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Drill, drilled, drillOf } from "./kills.js";
import { postgres, postgresProgram, type Server } from "./servers.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-"));
let server: Server | undefined;
let drill: Drill;
beforeAll(async () => {
  if (postgresProgram !== undefined) server = await postgres();
  drill = await drillOf(folder, `sqlite://${join(folder, "truth.db")}`);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("each row is there once, whenever a loader is killed", async () => {
  expect(await drilled(1, drill, `sqlite://${join(folder, "killed.db")}`)).toBeUndefined();
});

it.skipIf(postgresProgram === undefined)(
  "each row is there once, whenever the database is killed",
  async () => {
    expect(await drilled(2, drill, await server!.database("killed"), server)).toBeUndefined();
  },
);
