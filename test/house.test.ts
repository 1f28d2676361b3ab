/**
 * The rooms of `src/` and what they see of each other: what the table in docs/how-it-is-built.md says, what the imports say, and
 * no circle, neither between rooms nor between files.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Each file of a folder and what it imports of it, types too, by paths from there. */
function importsOf(folder: string): Graph {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path));
  const written = new Set(files);
  return new Map(
    files.map((file) => {
      const seen = importsIn(file, readFileSync(join(folder, file), "utf8"));
      return [file, new Set([...seen].map((other) => (written.has(`${other}x`) ? `${other}x` : other)))];
    }),
  );
}

function importsIn(file: string, text: string): Set<string> {
  const specifiers = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g);
  return new Set(
    [...specifiers].map(([, specifier]) =>
      normalize(join(dirname(file), specifier!))
        .replaceAll("\\", "/")
        .replace(/\.js$/, ".ts"),
    ),
  );
}

/** The rooms of the table, each with those that it sees. */
function roomsIn(page: string): Map<string, readonly string[]> {
  const section = page.slice(page.indexOf("## Who sees whom"));
  const rows = section.matchAll(/^\| `src\/([^`]*)\/` +\|([^|]*)\|$/gm);
  return new Map(
    [...rows].map(([, room, sees]) => [room!, [...sees!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)]),
  );
}

/** Rooms that all others stand on: who sees them is not told, and they see none but each other. */
function groundIn(page: string): Set<string> {
  return new Set([...page.matchAll(/^\| `src\/([^`]*)\/` +\| the ground +\|$/gm)].map(([, room]) => room!));
}

/** The room of a file: the longest that holds it; what lies in none is seen by all. */
const roomOf = (file: string, rooms: Iterable<string>): string | undefined =>
  [...rooms].filter((room) => file.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];

function between(imports: Graph, roomFor: (file: string) => string | undefined): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const [file, seen] of imports) {
    const from = roomFor(file);
    if (from === undefined) continue;
    const to = arrows.get(from) ?? new Set();
    arrows.set(from, to);
    for (const other of seen) {
      const room = roomFor(other);
      if (room !== undefined && room !== from) to.add(room);
    }
  }
  return arrows;
}

/** Those that can be reached from themselves, each circle once, as a sorted list. */
function circlesIn(graph: Graph): string[][] {
  const reached = new Map([...graph.keys()].map((node) => [node, reachableFrom(node, graph)]));
  const circles = [...reached]
    .filter(([node, others]) => others.has(node))
    .map(([node, others]) => [...others].filter((other) => reached.get(other)?.has(node)).sort());
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

function reachableFrom(start: string, graph: Graph): Set<string> {
  const reached = new Set<string>();
  const waiting = [...(graph.get(start) ?? [])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    waiting.push(...(graph.get(node) ?? []));
  }
  return reached;
}

const imports = importsOf(join(ROOT, "src"));
const page = readFileSync(join(ROOT, "docs/how-it-is-built.md"), "utf8");
const told = roomsIn(page);
const ground = groundIn(page);
/** Public API: it sees what it exports. */
const doors = new Set(["index.ts", "shift.ts"]);

describe("the house", () => {
  it("has a row in the table for each folder of src", () => {
    const inFolders = [...imports.keys()].filter((file) => file.includes("/"));
    const folders = new Set(inFolders.map((file) => file.split("/")[0]));
    const rooms = new Set([...told.keys()].map((room) => room.split("/")[0]));
    expect([...rooms].sort()).toEqual([...folders].sort());
    expect(inFolders.filter((file) => roomOf(file, told.keys()) === undefined)).toEqual([]);
  });

  it("has the arrows of the table, and no other", () => {
    const arrows = between(imports, (file) => roomOf(file, told.keys()));
    const shown = (sees: ReadonlyMap<string, Iterable<string>>): string[] =>
      [...sees].flatMap(([from, to]) => [...to].map((room) => `${from} -> ${room}`)).sort();
    for (const seen of arrows.values()) for (const room of ground) seen.delete(room);
    expect(shown(arrows)).toEqual(shown(told));
  });

  it("has no circle between rooms", () => {
    expect(circlesIn(between(imports, (file) => roomOf(file, told.keys())))).toEqual([]);
    expect(
      circlesIn(between(imports, (file) => (file.includes("/") ? file.split("/")[0] : undefined))),
    ).toEqual([]);
  });

  it("has no circle between files", () => {
    expect(circlesIn(imports)).toEqual([]);
  });

  it("stands on files that see no room but the ground", () => {
    expect(ground.size).toBeGreaterThan(0);
    const isGround = (file: string): boolean => !file.includes("/") || ground.has(file.split("/")[0]!);
    const below = [...imports].filter(([file]) => isGround(file) && !doors.has(file));
    expect(
      below.flatMap(([file, seen]) =>
        [...seen].filter((other) => !isGround(other)).map((other) => [file, other]),
      ),
    ).toEqual([]);
  });
});

describe("the look at the house", () => {
  it("sees every form of an import, and a circle that is put in", () => {
    const graph = new Map([
      ["a/one.ts", importsIn("a/one.ts", 'import { x } from "../b/two.js";\n')],
      ["b/two.ts", importsIn("b/two.ts", 'export type { y } from "./three.js";')],
      ["b/three.ts", importsIn("b/three.ts", 'const { z } = await import("../a/one.js");')],
    ]);
    expect(circlesIn(graph)).toEqual([["a/one.ts", "b/three.ts", "b/two.ts"]]);
    expect(circlesIn(between(graph, (file) => roomOf(file, ["a", "b"])))).toEqual([["a", "b"]]);
  });
});
