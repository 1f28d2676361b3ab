import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolders } from "../../src/durable/make-folders.js";
import { temporaryFolder } from "../input/source/folder.js";

it("makes a folder that several make at once, and each of those above it is made by one of them", async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 100; round++) {
    const path = join(folder, String(round), "a", "b", "c");
    const made = await Promise.all(Array.from({ length: 6 }, () => makeFolders(path)));
    expect(made.flat().sort()).toEqual(
      ["", "a", "a/b", "a/b/c"].map((below) => join(folder, String(round), below)),
    );
  }
});

it.runIf(process.platform === "linux")(
  "says which folder takes none, and does not try for ever",
  async () => {
    await expect(makeFolders("/proc/self/a/b")).rejects.toMatchObject({
      code: "output-unwritable",
      message: expect.stringContaining("/proc/self lets nobody make a folder there"),
    });
  },
);
