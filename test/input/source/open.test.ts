import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/failure/failure.js";
import { openFile } from "../../../src/input/bytes/file.js";
import { decompressed } from "../../../src/input/source/compressed/decompress.js";
import { portableZstdDecompressor, zstdDecompressor } from "../../../src/input/source/compressed/zstd.js";
import { openSource } from "../../../src/input/source/open.js";
import { program } from "../../program.js";
import { temporaryFolder } from "./folder.js";
import { logOf, readAll } from "./log.js";

const LOG = logOf(3000);

async function outcomeOf(content: Uint8Array, size?: number) {
  const name = join(temporaryFolder({ "a.wits": content }), "a.wits");
  const reader = await openSource({ name });
  return { name, compression: reader.compression, ...(await readAll(reader, size)) };
}

describe("a plain file", () => {
  it.each([1, 7, 4095, 4096, 4097, 1 << 20])("gives the same bytes to reads of %i", async (size) => {
    const log = size < 10 ? LOG.subarray(0, 9000) : LOG;
    const { bytes, compression } = await outcomeOf(log, size);
    expect(compression).toBe("plain");
    expect(bytes.equals(log)).toBe(true);
  });

  it("may be empty, or shorter than any mark", async () => {
    expect((await outcomeOf(Buffer.alloc(0))).bytes.length).toBe(0);
    expect((await outcomeOf(Buffer.from("&&"))).bytes.toString()).toBe("&&");
  });

  it("is read straight into WASM memory", async () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const name = join(temporaryFolder({ "a.wits": "&&\n!!\n" }), "a.wits");
    const reader = await openSource({ name });
    expect(await reader.read(new Uint8Array(memory.buffer, 100, 50))).toBe(6);
    expect(Buffer.from(memory.buffer, 100, 6).toString()).toBe("&&\n!!\n");
    expect(await reader.read(new Uint8Array(memory.buffer, 100, 50))).toBe(0);
    await reader.close();
  });

  it("can be read from the middle", async () => {
    const name = join(temporaryFolder({ "a.wits": LOG }), "a.wits");
    const { bytes } = await readAll(await openFile(name, 70_001));
    expect(bytes.equals(LOG.subarray(70_001))).toBe(true);
  });

  it("that is missing or a folder says so", async () => {
    const folder = temporaryFolder();
    await expect(openSource({ name: `${folder}/no.wits` })).rejects.toThrow(
      /no\.wits: there is no such file/,
    );
    await expect(openSource({ name: `${folder}/no.wits` })).rejects.toMatchObject({ kind: "input" });
    const reader = await openSource({ name: folder });
    await expect(reader.read(new Uint8Array(9))).rejects.toThrow(/it is a folder/);
    await reader.close();
  });

  it.skipIf(process.platform === "win32")("may be a named pipe", async () => {
    const folder = temporaryFolder();
    const name = join(folder, "pipe");
    execFileSync("mkfifo", [name]);
    const writer = spawn("sh", ["-c", `printf '&&\\n01083650.40\\n' > "$0"; exit 0`, name]);
    const { bytes } = await readAll(await openSource({ name }));
    expect(bytes.toString()).toBe("&&\n01083650.40\n");
    writer.kill();
  });
});

describe("a gzip file", () => {
  const packed = gzipSync(LOG);

  it("is known by its bytes, whatever its name", async () => {
    const { bytes, compression } = await outcomeOf(packed);
    expect(compression).toBe("gzip");
    expect(bytes.equals(LOG)).toBe(true);
  });

  it("may have many members, some empty, and zeros behind them", async () => {
    const parts = [0, 10, 70, 20_000, 20_000, LOG.length];
    const members = parts.slice(1).map((until, i) => gzipSync(LOG.subarray(parts[i], until)));
    const { bytes, error } = await outcomeOf(Buffer.concat([...members, Buffer.alloc(100_000)]));
    expect(error).toBeUndefined();
    expect(bytes.equals(LOG)).toBe(true);
  });

  it("that ends early gives every byte before the end, then fails with the place", async () => {
    const cut = packed.subarray(0, Math.trunc(packed.length / 2));
    const { bytes, error, name } = await outcomeOf(cut);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ kind: "input" });
    expect(String(error)).toContain(
      `${name} ends early: its gzip data breaks off at compressed byte ${cut.length}`,
    );
    // gzip writes what it could decode as well, and so tells how much there is to have.
    expect(bytes.length).toBeGreaterThanOrEqual(decodedBy("gzip", ["-dc"], cut));
    expect(bytes.equals(LOG.subarray(0, bytes.length))).toBe(true);
  });

  it("that lacks only its checksum gives the whole log, then fails", async () => {
    const { bytes, error } = await outcomeOf(packed.subarray(0, -1));
    expect(bytes.equals(LOG)).toBe(true);
    expect(String(error)).toContain("ends early");
  });

  it("that breaks off in its first bytes fails at the first read, not when opened", async () => {
    const { bytes, error } = await outcomeOf(packed.subarray(0, 5));
    expect(bytes.length).toBe(0);
    expect(String(error)).toContain("ends early");
  });

  it("that is damaged gives what came before, the same for any size of read", async () => {
    const big = logOf(40_000);
    const damaged = gzipSync(big);
    damaged.fill(0x55, Math.trunc(damaged.length / 2), Math.trunc(damaged.length / 2) + 50);
    const whole = await outcomeOf(damaged);
    const pieces = await outcomeOf(damaged, 1000);
    expect(String(whole.error)).toMatch(
      /a\.wits is damaged: its gzip data cannot be decoded after compressed byte \d+/,
    );
    expect(whole.bytes.length).toBeGreaterThan(big.length / 2 - 200_000);
    expect(whole.bytes.subarray(0, 500_000).equals(big.subarray(0, 500_000))).toBe(true);
    expect(pieces.bytes.equals(whole.bytes)).toBe(true);
  });

  it.each([
    ["text behind padding", Buffer.concat([Buffer.alloc(70_000), Buffer.from("more")]), 4],
    ["a text", Buffer.from("-----BEGIN SIGNATURE-----\n"), 26],
    ["what begins as a member does", Buffer.from([0x1f, 0x8b, 0x07, 1, 2, 3]), 6],
  ])("with %s behind it is read, and that is told", async (_, behind, bytesBehind) => {
    const { bytes, error, remark } = await outcomeOf(Buffer.concat([packed, behind]));
    expect(bytes.equals(LOG)).toBe(true);
    expect(error).toBeUndefined();
    const from = (packed.length + behind.length - bytesBehind).toLocaleString("en-US");
    expect(remark).toContain(
      `${bytesBehind} bytes behind the end of its gzip data, from byte ${from} of the file on`,
    );
  });

  it("with zeros behind it is read, and there is nothing to tell", async () => {
    const { bytes, error, remark } = await outcomeOf(Buffer.concat([packed, Buffer.alloc(10_240)]));
    expect(bytes.equals(LOG)).toBe(true);
    expect([error, remark]).toEqual([undefined, undefined]);
  });

  it("may have a name, a comment, more fields and a checksum in the head of a member", async () => {
    const parts = [
      [4, 5, 0, 1, 2, 3, 4, 5],
      [...Buffer.from("name\0")],
      [...Buffer.from("comment\0")],
      [0, 0],
    ];
    const head = Buffer.from([...packed.subarray(0, 3), 4 | 8 | 16 | 2, ...packed.subarray(4, 10)]);
    const member = Buffer.concat([
      head,
      Buffer.from([5, 0, ...parts[0]!.slice(3), ...parts.slice(1).flat()]),
      packed.subarray(10),
    ]);
    const { bytes, error, remark } = await outcomeOf(Buffer.concat([member, packed, member]));
    expect([error, remark]).toEqual([undefined, undefined]);
    expect(bytes.equals(Buffer.concat([LOG, LOG, LOG]))).toBe(true);
  });

  it.each([8, 4])(
    "whose checksum or length does not fit gives all, and names the member",
    async (fromEnd) => {
      const changed = Buffer.from(packed);
      changed[changed.length - fromEnd]! ^= 1;
      const { bytes, error } = await outcomeOf(Buffer.concat([packed, changed, packed]));
      expect(bytes.equals(Buffer.concat([LOG, LOG]))).toBe(true);
      expect(String(error)).toContain(
        `the checksum of its gzip member 2 at compressed byte ${packed.length.toLocaleString("en-US")} does not fit`,
      );
      expect(String(error)).toContain(`What came before byte ${LOG.length.toLocaleString("en-US")} is sound`);
    },
  );
});

const hasZstd = () => program("zstd") !== undefined;

describe("a zstd file", () => {
  /** Two frames, by zstd's own command line, and the log that is in both of them. */
  const frame = Buffer.from(
    "28b52ffd0468dd0000a826260d0a30313038333635302e34300d0a21210d0a0100f19b4c3a1e60b7",
    "hex",
  );
  const text = "&&\r\n01083650.40\r\n!!\r\n".repeat(2);
  const skippable = Buffer.from("502a4d180400000001020304", "hex");

  it("may have any number of frames, skippable ones too", async () => {
    const { bytes, compression, error } = await outcomeOf(
      Buffer.concat([skippable, frame, skippable, frame]),
    );
    expect(error).toBeUndefined();
    expect(compression).toBe("zstd");
    expect(bytes.toString()).toBe(text + text);
  });

  it.each(["what Node has", "fzstd"])(
    "cut anywhere in its second frame keeps the first, by %s",
    async (which) => {
      for (let cut = 1; cut < frame.length; cut++) {
        const name = join(temporaryFolder({ z: Buffer.concat([frame, frame.subarray(0, cut)]) }), "z");
        const decompressor = await (which === "fzstd" ? portableZstdDecompressor() : zstdDecompressor());
        const { bytes, error } = await readAll(decompressed(name, await openFile(name), decompressor));
        expect(String(error), `cut at ${cut}`).toContain(
          `ends early: its zstd data breaks off at compressed byte`,
        );
        expect(bytes.toString().startsWith(text), `cut at ${cut}`).toBe(true);
      }
    },
  );

  it.each(["what Node has", "fzstd"])(
    "whose checksum does not fit gives all, and names the frame, by %s",
    async (which) => {
      const changed = Buffer.from(frame);
      // A digit of a value: nothing but the checksum knows.
      changed[changed.indexOf("3650")]! ^= 1;
      const name = join(temporaryFolder({ z: Buffer.concat([frame, skippable, changed, frame]) }), "z");
      const decompressor = await (which === "fzstd" ? portableZstdDecompressor() : zstdDecompressor());
      const { bytes, error } = await readAll(decompressed(name, await openFile(name), decompressor));
      expect(bytes.length).toBe(2 * text.length);
      expect(bytes.toString().startsWith(text)).toBe(true);
      expect(String(error)).toContain(
        `the checksum of its zstd frame 2 at compressed byte ${frame.length + skippable.length} does not fit the ${text.length} bytes`,
      );
    },
  );

  it("with other bytes behind it is read, and that is told", async () => {
    const { bytes, error, remark } = await outcomeOf(Buffer.concat([frame, Buffer.from("\0\0garbage")]));
    expect(error).toBeUndefined();
    expect(bytes.toString()).toBe(text);
    expect(remark).toContain("7 bytes behind the end of its zstd data");
  });

  it.each([
    ["a dictionary", [0x01, 0x58, 7, 0], /was packed with dictionary 7, .*zstd -d -D DICTIONARY/],
    ["a window of 144 MiB", [0x00, 0x89], /wants a window of 144 MiB in memory, and 128 MiB are the most/],
    ["a window of 1 GiB", [0x00, 0xa0], /wants a window of 1,024 MiB/],
    ["4 GiB in one segment", [0xa0, 0, 0, 0, 255], /wants a window of 4,080 MiB/],
  ])("that wants %s is refused before a byte of it is decoded", async (_, header, message) => {
    const { bytes, error } = await outcomeOf(
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...header, 0, 0, 0, 0, 0, 0]),
    );
    expect(bytes.length).toBe(0);
    expect(String(error)).toMatch(message);
  });

  it.runIf(hasZstd())("is known by its bytes, with any number of frames", async () => {
    const frames = [LOG.subarray(0, 30_000), LOG.subarray(30_000)].map((part) =>
      packedBy("zstd", ["-qc"], part),
    );
    const { bytes, compression, error } = await outcomeOf(Buffer.concat(frames));
    expect(error).toBeUndefined();
    expect(compression).toBe("zstd");
    expect(bytes.equals(LOG)).toBe(true);
  });

  it.runIf(hasZstd())("that ends early gives what came before, then fails", async () => {
    const big = logOf(20_000);
    const packed = packedBy("zstd", ["-qc"], big);
    const { bytes, error } = await outcomeOf(packed.subarray(0, Math.trunc(packed.length * 0.7)));
    expect(String(error)).toContain("ends early: its zstd data breaks off");
    expect(bytes.length).toBeGreaterThan(big.length * 0.4);
    expect(bytes.equals(big.subarray(0, bytes.length))).toBe(true);
  });

  it.runIf(hasZstd())("that is damaged gives what came before, then fails", async () => {
    const big = logOf(20_000);
    const packed = packedBy("zstd", ["-qc"], big);
    packed.fill(0xff, Math.trunc(packed.length / 2), Math.trunc(packed.length / 2) + 100);
    const { bytes, error } = await outcomeOf(packed);
    expect(String(error)).toContain("is damaged: its zstd data");
    expect(bytes.subarray(0, 100_000).equals(big.subarray(0, 100_000))).toBe(true);
  });
});

const packedBy = (command: string, options: string[], input: Uint8Array): Buffer =>
  execFileSync(command, options, { input, maxBuffer: 1 << 26 });

function decodedBy(command: string, options: string[], input: Uint8Array): number {
  try {
    return execFileSync(command, options, { input, maxBuffer: 1 << 26, stdio: "pipe" }).length;
  } catch (error) {
    return (error as { stdout: Buffer }).stdout.length;
  }
}
