/** What lies at the source of a quickstart: sniffed, and told in few lines. */

import { sum } from "../../../arrays/sum.js";
import { Failure } from "../../../failure/failure.js";
import { dataOptions } from "../../../input/feed/options.js";
import { type LogLook, type Look, lookAt } from "../../../input/sniff/look.js";
import { Decoders } from "../../../input/sniff/trial.js";
import { findSources } from "../../../input/source/find.js";
import { planOf } from "../../../wits/catalog/layout.js";
import type { UnitSet } from "../../../wits/catalog/units.js";
import { evidenceTable } from "../../page/sniff/guesses.js";
import { flagOf, type NeededFlag } from "../../page/sniff/option-flags.js";
import { propertiesOf, spanOf } from "../../page/sniff/properties.js";
import { counted, integer, listing } from "../../page/wording.js";

export interface Found {
  /** Without the last line end. */
  readonly text: string;
  /** What the logs need to be read, each with its reason. */
  readonly flags: readonly NeededFlag[];
  /** The units that the values speak for, and how they do. */
  readonly units: { readonly set: UnitSet | undefined; readonly evidence: string };
  /** Whether anything in it tells time. */
  readonly clock: boolean;
}

/** Of a large folder these many tell what the rest is like. */
const MOST_LOOKS = 12;
const WIDTH = 80;
const TOLD: readonly string[] = ["what", "size", "broken", "frames", "clock", "span", "vendor"];

/** Throws a `Failure` of kind `input` when there is no log. */
export async function findLogs(input: string, map: string | undefined, signal: AbortSignal): Promise<Found> {
  const decoders = new Decoders(planOf(await dataOptions({ map }, "long")));
  const sources = await findSources([input]);
  const looks: Look[] = [];
  for (const source of sources.slice(0, MOST_LOOKS))
    looks.push(await lookAt(source, { all: false, decoders, signal }));
  const logs = looks.filter((look) => look.kind === "log");
  const [first] = logs;
  if (first === undefined) throw nothingThere(input, looks);
  if (sources.length === 1) return foundLog(first);
  return foundLogs(input, logs, { files: sources.length, looked: looks.length });
}

function nothingThere(input: string, [look]: readonly Look[]): Failure {
  if (look === undefined || look.kind === "log")
    return new Failure("input-empty", `there is no file in ${input}`);
  const { kind, source, seems, code } = look;
  return new Failure(
    code,
    kind === "unreadable"
      ? seems
      : `${source.name} is no WITS log: ${seems}; name a file or a folder of logs`,
    { place: { file: source.name } },
  );
}

function foundLog(look: LogLook): Found {
  const properties = propertiesOf(look).filter(([name]) => TOLD.includes(name));
  const { set, sure } = look.guesses.units;
  return {
    text: listing(look.source.name, properties, WIDTH),
    flags: look.dialect.options.map(flagOf),
    units: {
      set: sure === "very likely" ? set : undefined,
      evidence: evidenceTable(look.guesses.units, WIDTH),
    },
    clock: spanOf(look.records) !== undefined,
  };
}

function foundLogs(
  input: string,
  logs: readonly LogLook[],
  { files, looked }: { readonly files: number; readonly looked: number },
): Found {
  const flagsOf = ({ dialect }: LogLook): string =>
    JSON.stringify(dialect.options.map(({ option, value }) => [option, value]));
  const alike = logs.every((look) => flagsOf(look) === flagsOf(logs[0]!));
  const sets = new Set(
    logs.map(({ guesses: { units } }) => (units.sure === "very likely" ? units.set : undefined)),
  );
  const some = looked < files ? `${integer(looked)} looked at, ` : "";
  const properties = [
    ["what", `${counted(files, "file")}; ${some}${integer(logs.length)} of them logs`],
    ["frames", integer(sum(logs.map(({ counters }) => counters.frames)))],
    ...(alike
      ? []
      : ([
          ["note", `they do not all need the same flags: witskit sniff ${input} has the commands`],
        ] as const)),
  ] as const;
  return {
    text: listing(input, properties, WIDTH),
    flags: alike ? logs[0]!.dialect.options.map(flagOf) : [],
    units: { set: sets.size === 1 ? [...sets][0] : undefined, evidence: "" },
    clock: logs.some(({ records }) => spanOf(records) !== undefined),
  };
}
