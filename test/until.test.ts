import { expect, it } from "vitest";
import { until } from "./until.js";

it("a wait answers what it waited for, and says what never came before its test is ended", {
  timeout: 2000,
}, async () => {
  let looks = 0;
  expect(await until(() => ++looks > 2 && "there")).toBe("there");
  await expect(until(() => looks < 0)).rejects.toThrow("waited in vain until looks < 0");
});
