import { expect, it } from "vitest";
import { newId } from "../../../src/service/store/identifier.js";

it("makes identities of version 7 that hold when they were made", () => {
  const id = newId(0x0123_4567_89ab);
  expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it("sorts them in the order in which they were made, also within one millisecond", () => {
  const made = [5, 6].flatMap((now) => Array.from({ length: 20_000 }, () => newId(now)));
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});
