/** A reader of frames over one of a WITSML document. */
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

const PIECE = 262_144;

export function openWitsml(
  input: ByteReader & { readonly places?: Places | undefined },
  { nulls, map, longest }: WitsmlOptions,
): PlacedReader {
  const frames = new Frames({ nulls, below: input.places });
  const elsewhere: string[] = [];
  let hasType = false;
  const taker: WitsmlTaker = {
    head: (head) => frames.begin(head, columnsOf(head, map)),
    row: (row) => frames.row(row),
    json: (row) => frames.json(row),
    lose: (lost) => frames.lose(lost),
    station: (station, trajectory) => {
      const { items, ...told } = stationItems(station, trajectory, map);
      frames.items(station, told, items);
    },
    elsewhere: (uri) => elsewhere.push(uri),
    documentType() {
      hasType = true;
    },
  };
  const document = witsmlReader(taker, longest);
  const piece = new Uint8Array(PIECE);
  let ready: Uint8Array = new Uint8Array(0);
  let total = 0;
  let ended = false;
  let fault: { readonly error: unknown } | undefined;

  async function fill(): Promise<void> {
    let length = 0;
    try {
      length = await input.read(piece);
    } catch (error) {
      // What has been read counts, to the last byte.
      fault = { error };
    }
    total += length;
    if (length > 0) {
      document.push(piece.subarray(0, length));
      frames.settle(document.settled);
    } else {
      ended = true;
      document.end();
      frames.settle(total);
    }
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
        ...(document.whole
          ? []
          : ["the document breaks off before its end: rows up to there are read, and others may be missing"]),
        ...(elsewhere.length === 0
          ? []
          : [`rows of it lie in ${elsewhere[0]}, which is not read: convert that file itself`]),
      ];
      return sentences.length === 0 ? undefined : sentences.join("; ");
    },
    close: () => input.close(),
  };
}
