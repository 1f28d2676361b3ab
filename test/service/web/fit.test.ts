/** What of a menu has room, and what goes behind its last entry. */
import { expect, it } from "vitest";
import { fitting } from "../../../src/service/web/parts/fit.js";

const menu = (open: number) => ({ widths: [60, 50, 60, 80, 50], open, more: 50 });

it("shows all entries where all have room, to the pixel", () => {
  expect(fitting(menu(0), 300)).toBe(5);
  expect(fitting(menu(0), 299)).toBe(3);
});

it("leaves room for what stands for the others, and for the name of the open one among them", () => {
  expect(fitting(menu(0), 240)).toBe(3);
  expect(fitting(menu(3), 269)).toBe(2);
  expect(fitting(menu(3), 270)).toBe(3);
});

it("shows no entry rather than half of one", () => {
  expect(fitting(menu(3), 100)).toBe(0);
  expect(fitting({ widths: [], open: -1, more: 50 }, 0)).toBe(0);
});
