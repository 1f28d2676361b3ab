/** The table of codes in docs/errors.md is that of the source, and no code is there that nothing has. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { failureCodes } from "../../src/failure/codes.js";

const codes = Object.keys(failureCodes);
const page = readFileSync("docs/errors.md", "utf8");

it("the page lists each code, and no other", () => {
  const table = page.slice(page.indexOf("<!-- codes"), page.indexOf("<!-- end of codes"));
  expect([...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code)).toEqual(codes);
});

it("each code is thrown somewhere", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const source = files
    .filter((name) => name.endsWith(".ts") && name !== join("failure", "codes.ts"))
    .map((name) => readFileSync(join("src", name), "utf8"))
    .join("\n");
  expect(codes.filter((code) => !source.includes(`"${code}"`))).toEqual([]);
});
