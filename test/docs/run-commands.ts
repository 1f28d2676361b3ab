/** The command lines of a page, run as a reader would. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Addresses } from "./addresses.js";
import { hold } from "./output.js";
import { type Block, blocksIn, exampleOf, type Page, placeOf, ROOT, runsUntil } from "./page.js";
import { type Ran, Running, run } from "./process.js";
import { Scratch } from "./scratch.js";

const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
).scripts;

/** A line that runs beside the others. */
const BESIDE = / &\s*(?:#.*)?$/;

interface Command {
  readonly line: string;
  /** What is shown below it, in a console. */
  readonly shown: string | undefined;
}

/** The lines of a block; one that ends in a backslash goes on. */
function commandsOf({ language, text }: Block): Command[] {
  if (language === "sh") {
    return text
      .replaceAll("\\\n", " ")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("#"))
      .map((line) => ({ line, shown: undefined }));
  }
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [, line, shown] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(part)!;
      return { line: line!.replaceAll("\\\n", " "), shown: shown!.trim() === "" ? undefined : shown! };
    });
}

const npmScript = (line: string): string | undefined => /^npm (?:run )?(start|test|[\w:-]+)/.exec(line)?.[1];

/** What the commands of a page are given besides, such as where a server is. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const NOTHING: Surroundings = { environment: {}, async close() {} };

/** Tests of each block of the page that has command lines. */
export function runCommandsOf(page: Page, surround: () => Promise<Surroundings> = async () => NOTHING): void {
  const scratch = new Scratch(page);
  let addresses: Addresses;
  let running: Running[] = [];
  let surroundings = NOTHING;
  beforeAll(async () => {
    surroundings = await surround();
    addresses = await Addresses.of(page, scratch.texts());
    scratch.replace((text) => addresses.real(text));
  });
  afterAll(async () => {
    await addresses.close();
    await surroundings.close();
    scratch.remove();
  });

  const bash = (line: string): [string, string[], { cwd: string; env: NodeJS.ProcessEnv }] => [
    "bash",
    ["-c", addresses.real(line)],
    { cwd: scratch.folder, env: { ...scratch.environment, ...surroundings.environment } },
  ];

  async function runLine(line: string, until: string | undefined): Promise<Ran | undefined> {
    scratch.provide(line);
    if (!BESIDE.test(line)) {
      const [command, args, options] = bash(line);
      return run(command, args, { ...options, until });
    }
    const beside = new Running(...bash(line.replace(BESIDE, "")));
    beside.give(undefined);
    running.push(beside);
    return undefined;
  }

  it.each(blocksIn(page, "sh", "console").map((block) => [placeOf(block), block] as const))(
    "%s runs",
    async (_place, block) => {
      const commands = commandsOf(block);
      expect(commands.length).toBeGreaterThan(0);
      try {
        for (const [i, { line, shown }] of commands.entries()) {
          const script = npmScript(line);
          if (script !== undefined) {
            expect(Object.keys(scripts), line).toContain(script);
            continue;
          }
          const ran = await runLine(line, runsUntil(block, i === commands.length - 1));
          if (ran === undefined) continue;
          // What is shown may be an error; then its code is another. A script of an example ends well.
          if (shown === undefined || exampleOf(page) !== undefined)
            expect(ran, line).toMatchObject({ code: 0 });
          hold(block.page, shown, addresses.asShown(ran.printed));
        }
      } finally {
        for (const one of running) one.interrupt();
        await Promise.all(running.map((one) => one.ended()));
        running = [];
      }
    },
    240_000,
  );
}
