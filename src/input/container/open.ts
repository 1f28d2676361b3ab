/** Takes the wrapping off a source: the reader of plain WITS bytes over that of what was found or named. */

import type { Places } from "../../wits/decoding/places.js";
import { type DialectOptions, dialectOf, type InputKind } from "../../wits/dialect/dialect.js";
import type { ToOutput } from "../bytes/moment.js";
import { peek } from "../bytes/peek.js";
import type { ByteReader } from "../bytes/source.js";
import { Counted } from "./counted.js";
import { Delimited } from "./delimited.js";
import { Dump } from "./dump.js";
import { Escaped } from "./escaped.js";
import { type Found, findContainer, type Sought } from "./find.js";
import { HexLines } from "./hex-lines.js";
import { Joined } from "./joined.js";
import { Json } from "./json.js";
import type { Container } from "./kind.js";
import { Marked } from "./markers.js";
import { Prefixed } from "./prefixed.js";
import { type UnitReader, Units } from "./units.js";
import { unwrapped } from "./unwrap.js";
import { byteOrderOf, markOf, Utf16 } from "./utf16.js";
import { Xml } from "./xml.js";

export interface ContainerOptions extends DialectOptions {
  /** Turns a moment on the rig's clock into that of the output: what is written beside frames may be either. */
  readonly toUtc?: ToOutput;
  /** The source ends in UTF-16, however it begins. */
  readonly endsWide?: boolean | undefined;
}

export interface Opened {
  readonly reader: Stage;
  /** What was taken off, the outermost first; empty for plain logs. */
  readonly containers: readonly Container[];
  /** Whether the bytes that are given are other ones than those of the input, in the same places or not. */
  readonly changed: boolean;
}

type Stage = ByteReader & { readonly places?: Places | undefined };

/** `input` reads the source from its beginning, decompressed. */
export async function openContainer(input: Stage, options: ContainerOptions): Promise<Opened> {
  const { input: named, markers, sevenBit, maxFrame } = dialectOf(options);
  const containers: Container[] = [];
  let stage = sevenBit ? withSevenBits(input) : input;
  if (named === "auto" || named === "utf-16") {
    const below = stage.places;
    stage = await withoutUtf16(stage, named, options.endsWide ?? false);
    if (stage.places !== below) containers.push("utf-16");
  }
  const inner = named === "utf-16" || named === "hex" ? "auto" : named;
  // Before a vendor's markers are known for markers, nothing shows but a dump, and that only if it was said to be one.
  const first = named === "utf-16" ? "auto" : named;
  let look = await lookAt(stage, markers !== undefined && named !== "hex" ? "plain" : first);
  if (look.found.kind === "hex") {
    containers.push("hex");
    const dumped = unwrapped(look.reader, new Units(unwrapperOf(look.found, options)!, maxFrame));
    look = await lookAt(dumped, markers === undefined ? inner : "plain");
  }
  if (markers !== undefined) {
    containers.push("markers");
    look = await lookAt(unwrapped(look.reader, new Marked(markers)), inner);
  }
  const { found, reader } = look;
  const unwrapper = unwrapperOf(found, options);
  const changed = sevenBit || containers.length > 0;
  if (unwrapper === undefined) return { reader, containers, changed };
  containers.push(found.kind as Container);
  // What is longer than a frame cannot be one: so the limit of frames holds for it too.
  const units = new Units(unwrapper, maxFrame - MARKERS);
  const wholeLines = found.kind === "json" || found.kind === "xml";
  return { reader: unwrapped(reader, units, { wholeLines }), containers, changed: true };
}

/** Bytes that a frame without markers takes more than its line: `&&`, `!!` and a line end. */
const MARKERS = 5;

/** Bytes that tell UTF-16 from noise. */
const SAMPLE = 66;

async function withoutUtf16(stage: Stage, named: InputKind, endsWide: boolean): Promise<Stage> {
  const { head, reader } = await peek(
    stage,
    (bytes) => bytes.length >= SAMPLE || (named === "auto" && byteOrderOf(bytes) === undefined),
  );
  const shown = byteOrderOf(head);
  if (named === "auto" && shown === undefined && !endsWide) return reader;
  const order = shown ?? markOf(head) ?? (head.includes(0) ? "LE" : "single");
  return unwrapped(reader, new Utf16(order));
}

interface Look {
  readonly found: Found;
  readonly reader: Stage;
}

/** What the first bytes show, or the user has said. */
async function lookAt(stage: Stage, named: InputKind): Promise<Look> {
  const searched = named === "auto" || isShown(named);
  const sought: Sought = isShown(named) ? named : "any";
  const { head, reader } = await peek(
    stage,
    (bytes) => !searched || findContainer(bytes, false, sought) !== undefined,
  );
  if (!searched) return { found: { kind: named } as Found, reader };
  const found = findContainer(head, true, sought) ?? { kind: "plain" };
  // Said to be one of these, and no line shows it.
  return { found: named === "auto" || found.kind === named ? found : { kind: "plain" }, reader };
}

/** Kinds of which the lines show how they are read, though they were named. */
const isShown = (named: InputKind): named is Exclude<Sought, "any"> =>
  named === "prefixed" || named === "escaped" || named === "hex" || named === "delimited";

function unwrapperOf(found: Found, { toUtc }: ContainerOptions): UnitReader | undefined {
  switch (found.kind) {
    case "joined":
      return new Joined();
    case "json":
    case "list":
      return new Json(toUtc);
    case "xml":
      return new Xml(toUtc);
    case "prefixed":
      return new Prefixed(found.prefix, toUtc);
    case "delimited":
      return new Delimited(found.delimiters);
    case "escaped":
      return "arrow" in found
        ? new Counted(found.arrow, toUtc)
        : new Escaped(found.lines.prefix, found.lines.writing, toUtc);
    case "hex":
      return "dump" in found ? new Dump(found.dump, toUtc) : new HexLines(found.prefix, toUtc);
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
    get remark() {
      return stage.remark;
    },
    close: () => stage.close(),
  };
}
