/** What goes wrong ends with an exit code for shells and a code for people, in brackets behind the message. */
import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { failureCodes } from "../../src/failure/codes.js";
import { temporaryFolder } from "../input/source/folder.js";
import { witskit } from "./binary.js";

const LOG = "&&\r\n01083650.4\r\n!!\r\n";
/** A folder with all that can be wrong. */
function folder(): string {
  const damaged = gzipSync(LOG.repeat(1000));
  damaged[damaged.length - 5]! ^= 1;
  return temporaryFolder({
    "a.wits": LOG,
    "there.csv": "theirs",
    "folder/notes": "theirs",
    "image.wits": Buffer.from("\x89PNG\r\n\x1a\n0000IHDR", "latin1"),
    "damaged.gz": damaged,
    "cut.gz": gzipSync(LOG.repeat(1000)).subarray(0, 60),
    "bad.toml": "unit = 'fps'\n",
    "bad.csv": "code,mnemonic\n12345,OWN\n",
    "twice.wits": "&&\r\n01081\r\n01082\r\n!!\r\n",
  });
}

const situations: readonly (readonly [what: string, words: string, exit: number, code: string])[] = [
  ["no such file", "convert nothing.wits -o x.csv", 3, "input-missing"],
  ["no such file in a command that looks", "info nothing.wits", 3, "input-missing"],
  ["an image", "convert image.wits -o x.csv", 3, "not-a-log"],
  ["a damaged archive", "convert damaged.gz -o x.csv", 3, "input-damaged"],
  ["an archive that is cut", "convert cut.gz -o x.csv", 3, "input-cut"],
  ["an output that is there", "convert a.wits -o there.csv", 4, "output-exists"],
  ["an output folder of somebody else's", "convert a.wits -o folder/", 4, "output-exists"],
  ["a value that cannot be meant", "convert a.wits -o x.csv --max-line 0", 2, "bad-option"],
  ["a flag that there is not", "convert a.wits -o x.csv --unit fps", 2, "unknown-command"],
  ["a command that there is not", "convrt", 2, "unknown-command"],
  ["two that contradict each other", "convert a.wits -o x.csv --thousands point", 2, "conflicting-options"],
  ["units to convert to, and none declared", "convert a.wits -o x.csv --to fps", 2, "units-undeclared"],
  ["a unit that there is not", "units 1 xyz m", 2, "unknown-unit"],
  ["units of two kinds", "units 1 kPa m", 2, "other-dimension"],
  ["a zone that there is not", "convert a.wits -o x.csv --tz Mars/Base", 2, "bad-option"],
  ["a map that is wrong", "convert a.wits -o x.csv --map bad.csv", 2, "bad-map"],
  ["settings that are wrong", "convert a.wits -o x.csv --config bad.toml", 2, "bad-config"],
  ["a link that can never be", "stream tpc://a:1 -o live", 2, "bad-link"],
  ["rejects under --strict", "convert twice.wits -o x.csv --strict", 1, "rejects-not-allowed"],
  ["a code that there is not", "explain nonsense", 2, "unknown-name"],
];

describe("a failure", () => {
  it.each(situations)("of %s: witskit %s", (_what, words, exit, code) => {
    expect(Object.keys(failureCodes)).toContain(code);
    const { code: status, err } = witskit(words, { cwd: folder() });
    expect({ status, err }).toEqual({ status: exit, err: expect.stringContaining(`[${code}]`) });
  });

  it("of a port that is taken says so by its code", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const { code, err } = witskit(`stream tcp://127.0.0.1:9 -o live --monitor ${port}`, { cwd: folder() });
    expect({ code, err }).toEqual({ code: 5, err: expect.stringContaining("[address-taken]") });
  });
});
