/** A reader of frames over one of a WITSML document. */
import { giveBytes, takeBytes } from "../../../arrays/spare-bytes.js";
import type { MapEntry } from "../../../wits/catalog/map-entry.js";
import type { Places } from "../../../wits/decoding/places.js";
import { type WitsmlTaker, witsmlReader } from "../../../witsml/read/reader.js";
import type { ByteReader } from "../../bytes/source.js";
import type { PlacedReader } from "../unwrap.js";
import { columnsOf } from "./columns.js";
import { Frames } from "./frames.js";
import { stationItems } from "./trajectory.js";

export interface WitsmlOptions {
  readonly nulls: readonly (number | string)[];
  /** What codes curves have. */
  readonly map?: readonly MapEntry[] | undefined;
  /** Bytes of a row. */
  readonly longest: number;
}

/** Bytes that are read at a time, and of which lines are made at a time: what is made of these stays near the processor. */
const PIECE = 1 << 19;
const STEP = 1 << 16;

export function openWitsml(
  input: ByteReader & { readonly places?: Places | undefined },
  { nulls, map, longest }: WitsmlOptions,
): PlacedReader {
  const frames = new Frames({ nulls, below: input.places, longest });
  const elsewhere: string[] = [];
  let hasType = false;
  let tooLong = 0;
  let hasLongTag = false;
  const taker: WitsmlTaker = {
    head: (head) => frames.begin(head, columnsOf(head, map)),
    row: (row) => frames.row(row),
    rowsAtOnce: (come, tag) => frames.rowsAtOnce(come, tag),
    json: (row) => frames.json(row),
    jsonAtOnce: (come, from) => frames.jsonAtOnce(come, from),
    lose(lost) {
      if (lost.to - lost.from >= longest) tooLong++;
      frames.lose(lost);
    },
    loseOn: (lost) => frames.lose(lost),
    station: (station, trajectory) => {
      const { items, ...told } = stationItems(station, trajectory, map);
      frames.items(station, told, items);
    },
    elsewhere: (uri) => elsewhere.push(uri),
    longTag() {
      hasLongTag = true;
    },
    documentType() {
      hasType = true;
    },
  };
  const document = witsmlReader(taker, longest);
  let piece = new Uint8Array(0);
  /** What has been read and not been looked at. */
  let come: Uint8Array = new Uint8Array(0);
  /** What has been made and not been given. */
  let ready: Uint8Array = new Uint8Array(0);
  let isReading = false;
  let total = 0;
  let ended = false;
  let fault: { readonly error: unknown } | undefined;

  async function fill(): Promise<void> {
    if (come.length === 0) {
      let length = 0;
      if (piece.length === 0) piece = takeBytes(PIECE);
      isReading = true;
      try {
        length = await input.read(piece);
      } catch (error) {
        // What has been read counts, to the last byte.
        fault = { error };
      }
      isReading = false;
      come = piece.subarray(0, length);
      ended = length === 0;
    }
    const step = come.subarray(0, STEP);
    come = come.subarray(step.length);
    total += step.length;
    if (ended) document.end();
    else document.push(step);
    frames.settle(ended ? total : document.settled);
    ready = frames.take();
  }

  return {
    places: frames.places,
    arrival: undefined,
    async read(target) {
      while (ready.length === 0) {
        if (ended) {
          if (fault !== undefined) throw fault.error;
          return 0;
        }
        await fill();
      }
      const taken = ready.subarray(0, target.length);
      target.set(taken);
      ready = ready.subarray(taken.length);
      return taken.length;
    },
    get remark() {
      if (input.remark !== undefined) return input.remark;
      if (!ended || fault !== undefined) return undefined;
      const sentences = [
        ...(hasType ? ["its document type is passed over: no entity that it declares is expanded"] : []),
        ...(hasLongTag
          ? [
              "a tag in it is longer than 64 KiB, and was passed over with what it begins: rows may be missing",
            ]
          : []),
        ...(tooLong === 0 ? [] : [tooLongText(tooLong, longest)]),
        ...(document.whole
          ? []
          : ["the document breaks off before its end: rows up to there are read, and others may be missing"]),
        ...(elsewhere.length === 0
          ? []
          : [`rows of it lie in ${elsewhere[0]}, which is not read: convert that file itself`]),
      ];
      return sentences.length === 0 ? undefined : sentences.join("; ");
    },
    close() {
      // What is given up in the middle of a read may still be written to.
      if (!isReading) giveBytes(piece);
      come = ready = piece = new Uint8Array(0);
      frames.close();
      return input.close();
    },
  };
}

const tooLongText = (rows: number, longest: number): string =>
  `${rows === 1 ? "a row is" : `${rows} rows are`} longer than ${longest >> 10} KiB, or ${rows === 1 ? "has" : "have"} no end: what stands there up to the next ` +
  "tag is rejected (a larger --max-frame takes longer ones)";
