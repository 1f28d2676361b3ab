import { expect, it } from "vitest";
import { corpus } from "./corpus.js";
import { run } from "./run.js";
import { shrunk } from "./shrink.js";

/** `npm run fuzz` runs more. */
const INPUTS = 5000;

it(`${INPUTS} seeded inputs: three decoders give one answer, wrapped or not, and no byte is lost`, {
  timeout: 600_000,
}, async () => {
  const failure = await run(corpus(), { first: 1, end: 1 + INPUTS }, () => true);
  expect(failure ?? "none").toBe("none");
});

it("what fails is shrunk to the least that fails", async () => {
  const bytes = Buffer.from(`&&\n0108100\n${"0110x\n".repeat(50)}0101bad\n!!\n`);
  const least = await shrunk(bytes, (some) => Buffer.from(some).includes("bad"));
  expect(Buffer.from(least).toString()).toBe("bad");
});
