/** The shell and the kernel must mean the same by the numbers that cross between them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LAYOUT_HASH } from "../../src/kernel/exports.js";
import { layoutHashOf, loadKernel } from "../../src/kernel/load.js";
import { reasons } from "../../src/wits/decoding/counters.js";

const built = (build: string): URL => new URL(`../../build/kernel.${build}.wasm`, import.meta.url);

describe.each(["simd", "scalar"] as const)("the %s kernel", (build) => {
  it("has the reasons of rejects by the same names, in the same order, and no more", () => {
    const { exports } = loadKernel(0, build);
    const inKernel = new Map(Object.entries(exports).map(([name, value]) => [name, value]));
    const numbers = reasons.map((reason) => {
      const constant = inKernel.get(reason.toUpperCase().replaceAll("-", "_"));
      return { reason, number: (constant as { value?: unknown } | undefined)?.value };
    });
    expect(numbers).toEqual(reasons.map((reason, number) => ({ reason, number })));
    expect(exports.REASON_COUNT.value).toBe(reasons.length);
  });

  it("carries the hash of the memory map that the shell was made for", () => {
    expect(layoutHashOf(new WebAssembly.Module(readFileSync(built(build))))).toBe(LAYOUT_HASH);
  });
});

it("a module without a hash, as builds before it made them, has none", () => {
  const empty = new WebAssembly.Module(Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]));
  expect(layoutHashOf(empty)).toBeUndefined();
});
