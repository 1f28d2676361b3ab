/** Takes the wrapping off a source: the reader of plain WITS bytes over that of what was found or named. */

import type { MapEntry } from "../../wits/catalog/map-entry.js";
import type { Places } from "../../wits/decoding/places.js";
import { type DialectOptions, dialectOf } from "../../wits/dialect/dialect.js";
import { UTF8 } from "../../wits/dialect/encoding.js";
import { rootOf } from "../../witsml/read/root.js";
import type { ToOutput } from "../bytes/moment.js";
import { peek } from "../bytes/peek.js";
import type { ByteReader } from "../bytes/source.js";
import { isAddedKind, openAddedContainer } from "./added.js";
import { DeclaredEncoding, declaredEncoding } from "./declared-encoding.js";
import { type Found, findContainer } from "./find.js";
import { Marked } from "./markers.js";
import { type ContainerKind, checkInput, containerBy, lineContainerNamed } from "./registry.js";
import { Units } from "./units.js";
import { unwrapped } from "./unwrap.js";
import { byteOrderOf, markOf, Utf16 } from "./utf16.js";
import { openWitsml } from "./witsml/open.js";
import { type DocumentSurvey, surveyOf } from "./witsml/survey.js";

export interface ContainerOptions extends DialectOptions {
  /** Turns a moment on the rig's clock into that of the output: what is written beside frames may be either. */
  readonly toUtc?: ToOutput;
  /** The source ends in UTF-16, however it begins. */
  readonly endsWide?: boolean | undefined;
  /** What codes the curves of WITSML logs have. */
  readonly map?: readonly MapEntry[] | undefined;
}

export interface Opened {
  readonly reader: Stage;
  /** What was taken off, the outermost first; empty for plain logs. */
  readonly containers: readonly ContainerKind[];
  /** Whether the bytes that are given are other ones than those of the input, in the same places or not. */
  readonly changed: boolean;
}

type Stage = ByteReader & { readonly places?: Places | undefined };

/** `input` reads the source from its beginning, decompressed. */
export async function openContainer(input: Stage, options: ContainerOptions): Promise<Opened> {
  checkInput(options.input);
  const { input: named, markers, sevenBit, maxFrame, nulls } = dialectOf(options);
  const taken: ContainerKind[] = [];
  let stage = sevenBit ? withSevenBits(input) : input;
  if (isAddedKind(named)) {
    const reader = unwrapped(stage, await openAddedContainer(named, maxFrame - MARKERS));
    const inner = markers === undefined ? reader : unwrapped(reader, new Marked(markers));
    return { reader: inner, containers: markers ? [named, "markers"] : [named], changed: true };
  }
  if (named === "auto" || named === "utf-16") {
    const below = stage.places;
    stage = await withoutUtf16(stage, named, options.endsWide ?? false);
    if (stage.places !== below) taken.push("utf-16");
  }
  if (isAsked(named) && markers === undefined) {
    const { reader, text, isDocument } = await documentIn(stage, options);
    stage = reader;
    if (isDocument) {
      taken.push("witsml");
      const opened = openWitsml(text, { nulls, map: options.map, longest: longestRow(maxFrame) });
      return { reader: opened, containers: taken, changed: true };
    }
  }
  const said = lineContainerNamed(named);
  const saysOuter = said !== undefined && (containerBy(said).outer ?? false);
  const inner = named === "utf-16" || saysOuter ? "auto" : named;
  // Before a vendor's markers are known for markers, nothing shows but a dump, and that only if it was said to be one.
  const first = named === "utf-16" ? "auto" : named;
  let look = await lookAt(stage, markers !== undefined && !saysOuter ? "plain" : first);
  if (look.found.kind !== "plain" && containerBy(look.found.kind).outer) {
    taken.push(look.found.kind);
    const dumped = unwrapped(look.reader, new Units(look.found.reader(options.toUtc), maxFrame));
    look = await lookAt(dumped, markers === undefined ? inner : "plain");
  }
  if (markers !== undefined) {
    taken.push("markers");
    look = await lookAt(unwrapped(look.reader, new Marked(markers)), inner);
  }
  const { found, reader } = look;
  const changed = sevenBit || taken.length > 0;
  if (found.kind === "plain") return { reader, containers: taken, changed };
  taken.push(found.kind);
  // What is longer than a frame cannot be one: so the limit of frames holds for it too.
  const units = new Units(found.reader(options.toUtc), maxFrame - MARKERS);
  const { wholeLines } = containerBy(found.kind);
  return { reader: unwrapped(reader, units, { wholeLines }), containers: taken, changed: true };
}

/** Whether a document is looked for: what a user says is something else is that. */
const isAsked = (named: string): boolean => named === "auto" || named === "utf-16" || named === "witsml";

/** A row becomes a frame, in which each value has a code and a line end besides. */
const longestRow = (maxFrame: number): number => maxFrame >> 2;

interface PerhapsDocument {
  /** The bytes as they stand. */
  readonly reader: Stage;
  /** The same, of a document in UTF-8: its declaration is believed, unless a user says what its texts are in. */
  readonly text: Stage;
  /** Whether a WITSML document begins, of which there can be rows. */
  readonly isDocument: boolean;
  readonly isWitsml: boolean;
}

async function documentIn(stage: Stage, options: ContainerOptions): Promise<PerhapsDocument> {
  const { input, encoding } = dialectOf(options);
  const { head, whole, reader } = await peek(stage, (bytes) => rootOf(bytes, false) !== undefined);
  const root = rootOf(head, whole) ?? undefined;
  const isDocument = input === "witsml" || (root?.hasRows ?? false);
  const isWitsml = root !== undefined;
  const declared = isDocument || isWitsml ? declaredEncoding(head) : undefined;
  const isOther = declared !== undefined && encoding === UTF8;
  return {
    reader,
    text: isOther ? unwrapped(reader, new DeclaredEncoding(declared)) : reader,
    isDocument,
    isWitsml,
  };
}

/**
 * The text of a WITSML document, in UTF-8: undefined when the source is none. `input` reads it from its beginning, decompressed.
 * With `any`, documents count too that can have no rows.
 */
export async function documentText(
  input: Stage,
  options: ContainerOptions,
  { any = false }: { readonly any?: boolean } = {},
): Promise<ByteReader | undefined> {
  const { input: named, markers } = dialectOf(options);
  if (!isAsked(named) || markers !== undefined) return undefined;
  const single = named === "witsml" ? input : await withoutUtf16(input, named, options.endsWide ?? false);
  const { text, isDocument, isWitsml } = await documentIn(single, options);
  return isDocument || (any && isWitsml) ? text : undefined;
}

/** What it tells of its logs, by all of it. */
export const surveyDocument = (text: ByteReader, options: ContainerOptions): Promise<DocumentSurvey> =>
  surveyOf(text, longestRow(dialectOf(options).maxFrame));

/** Bytes that a frame without markers takes more than its line: `&&`, `!!` and a line end. */
const MARKERS = 5;

/** Bytes that tell UTF-16 from noise. */
const SAMPLE = 66;

async function withoutUtf16(stage: Stage, named: string, endsWide: boolean): Promise<Stage> {
  const { head, reader } = await peek(
    stage,
    (bytes) => bytes.length >= SAMPLE || (named === "auto" && byteOrderOf(bytes) === undefined),
  );
  const shown = byteOrderOf(head);
  if (named === "auto" && shown === undefined && !endsWide) return reader;
  const order = shown ?? markOf(head) ?? (head.subarray(0, SAMPLE).includes(0) ? "LE" : "single");
  return unwrapped(reader, new Utf16(order));
}

interface Look {
  readonly found: Found;
  readonly reader: Stage;
}

/** What the first bytes show, or the user has said. */
async function lookAt(stage: Stage, named: string): Promise<Look> {
  const said = lineContainerNamed(named);
  const reader = said && containerBy(said).reader;
  if (said !== undefined && reader !== undefined) return { found: { kind: said, reader }, reader: stage };
  if (named === "plain") return { found: { kind: "plain" }, reader: stage };
  const { head, reader: rest } = await peek(
    stage,
    (bytes) => findContainer(bytes, false, said) !== undefined,
  );
  // Said to be one, it is plain where no line shows it.
  return { found: findContainer(head, true, said) ?? { kind: "plain" }, reader: rest };
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
