import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { findSources } from "../../../src/input/source/find.js";
import { openSource } from "../../../src/input/source/open.js";
import { temporaryFolder } from "../source/folder.js";
import { logOf, readAll } from "../source/log.js";
import { zipOf } from "./zip-file.js";

const LOG = logOf(300);

describe("a zip archive", () => {
  const members = [
    { name: "b/second.wits", content: LOG },
    { name: "first.txt", content: "&&\n01081\n!!\n", stored: true },
    { name: "packed.log.gz", content: gzipSync(LOG) },
    { name: "lines.jsonl", content: '{"frame":{"0108":"1"}}\n' },
    { name: "readme.md", content: "no log" },
    { name: "__MACOSX/._first.txt", content: "x" },
    { name: "b/.hidden.wits", content: "x" },
  ];

  it("is the logs in it, each a source of its own", async () => {
    const folder = temporaryFolder({ "a.zip": zipOf(members) });
    const sources = await findSources([`${folder}/a.zip`]);
    expect(sources.map(({ name }) => name.slice(folder.length + 1))).toEqual([
      "a.zip/b/second.wits",
      "a.zip/first.txt",
      "a.zip/lines.jsonl",
      "a.zip/packed.log.gz",
    ]);
    const read = await Promise.all(
      sources.map(async (source) => {
        const reader = await openSource(source);
        const { compression, containers } = reader;
        return { compression, containers, ...(await readAll(reader)) };
      }),
    );
    expect(read.map(({ compression }) => compression)).toEqual(["zip", "zip", "zip", "zip"]);
    expect(read.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
    expect(read[0]!.bytes.equals(LOG)).toBe(true);
    expect(read[1]!.bytes.toString()).toBe("&&\n01081\n!!\n");
    expect(read[2]!.bytes.toString()).toBe("&&\n01081\n!!\n");
    expect(read[2]!.containers).toEqual(["json"]);
    expect(read[3]!.bytes.equals(LOG)).toBe(true);
  });

  it("is found in a folder, and a member by its own name", async () => {
    const folder = temporaryFolder({ "in/a.zip": zipOf(members), "in/z.wits": LOG });
    const found = await findSources([folder]);
    expect(found.map(({ name }) => name.slice(folder.length + 1))).toEqual([
      "in/a.zip/b/second.wits",
      "in/a.zip/first.txt",
      "in/a.zip/lines.jsonl",
      "in/a.zip/packed.log.gz",
      "in/z.wits",
    ]);
    expect(await findSources([`${folder}/in/a.zip/first.txt`])).toMatchObject([
      { name: `${folder}/in/a.zip/first.txt`, size: 12 },
    ]);
  });

  it("keeps two members of one name apart", async () => {
    const twice = ["&&\n01081\n!!\n", "&&\n01082\n!!\n"].map((content) => ({ name: "a.wits", content }));
    const folder = temporaryFolder({ "a.zip": zipOf(twice) });
    const sources = await findSources([`${folder}/a.zip/a.wits`, `${folder}/a.zip/a.wits (2)`]);
    const texts = await Promise.all(
      sources.map(async (source) => (await readAll(await openSource(source))).bytes),
    );
    expect(texts.map(String)).toEqual(["&&\n01081\n!!\n", "&&\n01082\n!!\n"]);
  });

  it.each([
    ["encrypted", { name: "a.wits", content: LOG, encrypted: true }, /a\.zip\/a\.wits: it is encrypted/],
    [
      "within another",
      { name: "a.zip", content: zipOf(members) },
      /zip archive that is not read here: one within another/,
    ],
  ])("that is %s says so", async (_, member, message) => {
    const folder = temporaryFolder({ "a.zip": zipOf([member]) });
    await expect(openSource({ name: `${folder}/a.zip/${member.name}` })).rejects.toThrow(message);
  });

  it("whose member is damaged gives what came before, then fails; another one does not", async () => {
    const damage = (stored: Buffer) => stored.fill(0x55, stored.length - 400, stored.length - 300);
    const folder = temporaryFolder({
      "a.zip": zipOf([
        { name: "a.wits", content: LOG, damage },
        { name: "b.wits", content: LOG },
      ]),
    });
    const [a, b] = await Promise.all(
      ["a", "b"].map(async (name) => readAll(await openSource({ name: `${folder}/a.zip/${name}.wits` }))),
    );
    expect(String(a!.error)).toContain("a.zip/a.wits is damaged");
    expect(b!.error).toBeUndefined();
    expect(b!.bytes.equals(LOG)).toBe(true);
  });

  it("whose bytes were changed without a trace but the checksum says so at the end", async () => {
    const damage = (stored: Buffer) => stored.write("9", 100);
    const folder = temporaryFolder({
      "a.zip": zipOf([{ name: "a.wits", content: LOG, stored: true, damage }]),
    });
    const { bytes, error } = await readAll(await openSource({ name: `${folder}/a.zip/a.wits` }));
    expect(bytes.length).toBe(LOG.length);
    expect(String(error)).toContain("are not those that the archive has a checksum of");
  });

  it("without its directory fails by itself, and as one of many is one that fails", async () => {
    const cut = zipOf(members).subarray(0, 500);
    const folder = temporaryFolder({ "a.zip": cut, "b.wits": LOG });
    await expect(findSources([`${folder}/a.zip`])).rejects.toThrow(/its directory is damaged or missing/);
    const sources = await findSources([folder]);
    expect(sources.map(({ name }) => name.slice(folder.length + 1))).toEqual(["a.zip", "b.wits"]);
    await expect(openSource(sources[0]!)).rejects.toThrow(/is not a WITS log: .*zip/);
  });
});

describe("what expands beyond all measure", () => {
  // 80 MiB of one line in 80 KiB: a thousand times as much, and a little.
  const bomb = gzipSync(Buffer.alloc(80 << 20, 0x20), { level: 9 });

  it("fails, and keeps what came before", async () => {
    const folder = temporaryFolder({ "bomb.wits.gz": bomb });
    const { bytes, error } = await readAll(await openSource({ name: join(folder, "bomb.wits.gz") }), 1 << 20);
    expect(String(error)).toMatch(/bomb\.wits\.gz expands beyond all measure: .* larger --max-expansion/);
    expect(bytes.length).toBeGreaterThanOrEqual((64 << 20) - 65_536);
    expect(bytes.length).toBeLessThan(80 << 20);
  });

  it("fails in an archive as well", async () => {
    const folder = temporaryFolder({
      "a.zip": zipOf([{ name: "a.wits", content: Buffer.alloc(80 << 20, 0x20) }]),
    });
    const { error } = await readAll(await openSource({ name: `${folder}/a.zip/a.wits` }), 1 << 20);
    expect(String(error)).toMatch(/expands beyond all measure/);
  });

  it("is read when it is asked for", async () => {
    const folder = temporaryFolder({ "bomb.wits.gz": bomb });
    const reader = await openSource({ name: join(folder, "bomb.wits.gz") }, { maxExpansion: 2000 });
    expect((await readAll(reader, 1 << 20)).bytes.length).toBe(80 << 20);
  });
});

describe("a raw segment with a sidecar", () => {
  const text = "&&\n01081\n!!\n&&\n01082\n!!\n";
  const lines = [
    { receivedAt: "2024-06-12T10:00:00.250Z", offset: 0, size: 5, connectionId: "a" },
    { receivedAt: "2024-06-12T10:00:01.250Z", offset: 5, size: 8, connectionId: "a" },
    { receivedAt: "2024-06-12T10:00:02.250Z", offset: 13, size: 11, connectionId: "a" },
  ];
  const sidecar = lines.map((line) => `${JSON.stringify(line)}\n`).join("");

  it.each(["segment.raw.chunks.jsonl", "segment.chunks.jsonl"])("has arrivals, from %s", async (name) => {
    const folder = temporaryFolder({ "segment.raw": text, [name]: sidecar });
    const [source] = await findSources([`${folder}/segment.raw`]);
    const reader = await openSource(source!);
    const arrivals: (readonly [string, number | undefined])[] = [];
    const target = new Uint8Array(100);
    for (let length = await reader.read(target); length > 0; length = await reader.read(target)) {
      arrivals.push([Buffer.from(target.subarray(0, length)).toString(), reader.arrival]);
    }
    await reader.close();
    expect(arrivals).toEqual([
      [text.slice(0, 5), Date.UTC(2024, 5, 12, 10, 0, 0, 250)],
      [text.slice(5, 13), Date.UTC(2024, 5, 12, 10, 0, 1, 250)],
      [text.slice(13), Date.UTC(2024, 5, 12, 10, 0, 2, 250)],
    ]);
  });

  it("is one source in its folder", async () => {
    const folder = temporaryFolder({ "segment.log": text, "segment.log.chunks.jsonl": sidecar });
    expect(await findSources([folder])).toEqual([
      { name: `${folder}/segment.log`, size: text.length, sidecar: `${folder}/segment.log.chunks.jsonl` },
    ]);
  });
});
