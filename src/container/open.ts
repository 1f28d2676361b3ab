/** Takes the wrapping off a source: the reader of plain WITS bytes over that of what was found or named. */
import { type DialectOptions, dialectOf, type InputKind } from "../kernel/options.js";
import type { Places } from "../kernel/places.js";
import { peek } from "../source/peek.js";
import type { ByteReader } from "../source/source.js";
import { type Found, findContainer } from "./find.js";
import { Joined } from "./joined.js";
import { JsonLines } from "./json.js";
import type { Container } from "./kind.js";
import { Marked } from "./markers.js";
import type { ToOutput } from "./moment.js";
import { Prefixed } from "./prefixed.js";
import { type UnitReader, Units } from "./units.js";
import { unwrapped } from "./unwrap.js";

export interface ContainerOptions extends DialectOptions {
  /** Turns a moment on the rig's clock into that of the output: what is written beside frames may be either. */
  readonly toUtc?: ToOutput;
}

export interface Opened {
  readonly reader: Stage;
  /** What was taken off, the outermost first; empty for plain logs. */
  readonly containers: readonly Container[];
}

type Stage = ByteReader & { readonly places?: Places | undefined };

/** `input` reads the source from its beginning, decompressed. */
export async function openContainer(input: Stage, options: ContainerOptions): Promise<Opened> {
  const { input: named, markers, sevenBit, maxFrame } = dialectOf(options);
  const containers: Container[] = [];
  let stage = sevenBit ? withSevenBits(input) : input;
  if (markers !== undefined) {
    containers.push("markers");
    stage = unwrapped(stage, new Marked(markers));
  }
  const { found, reader } = await look(stage, named);
  const unwrapper = unwrapperOf(found, options);
  if (unwrapper === undefined) return { reader, containers };
  containers.push(found.kind as Container);
  // What is longer than a frame cannot be one: so the limit of frames holds for it too.
  const units = new Units(unwrapper, maxFrame - MARKERS);
  return { reader: unwrapped(reader, units, { wholeLines: found.kind === "json" }), containers };
}

/** Bytes that a frame without markers takes more than its line: `&&`, `!!` and a line end. */
const MARKERS = 5;

/** What the first bytes show, or the user has said. */
async function look(stage: Stage, named: InputKind): Promise<{ found: Found; reader: Stage }> {
  const sought = named === "prefixed" ? "prefixed" : "any";
  const searched = named === "auto" || named === "prefixed";
  const { head, reader } = await peek(
    stage,
    (bytes) => !searched || findContainer(bytes, false, sought) !== undefined,
  );
  if (!searched) return { found: { kind: named } as Found, reader };
  const found = findContainer(head, true, sought) ?? { kind: "plain" };
  // Said to have prefixes, and no line shows one.
  return { found: named === "auto" || found.kind === named ? found : { kind: "plain" }, reader };
}

function unwrapperOf(found: Found, { toUtc }: ContainerOptions): UnitReader | undefined {
  switch (found.kind) {
    case "joined":
      return new Joined();
    case "json":
    case "list":
      return new JsonLines(toUtc);
    case "prefixed":
      return new Prefixed(found.prefix, toUtc);
    default:
      return undefined;
  }
}

/** Every byte stays where it is. */
function withSevenBits(stage: Stage): Stage {
  return {
    ...stage,
    async read(target) {
      const length = await stage.read(target);
      for (let i = 0; i < length; i++) target[i]! &= 0x7f;
      return length;
    },
    get arrival() {
      return stage.arrival;
    },
    close: () => stage.close(),
  };
}
