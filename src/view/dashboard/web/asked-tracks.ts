/** The curves that `--tracks` names, by the catalog: a live chart knows them before their first value comes. */

import type { Field } from "../../../columns/field.js";
import { formatCode } from "../../../wits/catalog/code.js";
import type { Catalog } from "../../../wits/catalog/overlay.js";
import type { TrackRequest } from "../../plot/request.js";
import { tracksAsked } from "../../plot/tracks.js";
import { type AskedTracks, tableOf } from "./board-strip.js";

/** Throws a `Failure` for a name that the catalog does not have, or that is no number. */
export function askedTracks(requests: readonly TrackRequest[], catalog: Catalog): AskedTracks {
  const tables = catalog.records.map((record) =>
    tableOf(`record=${String(record).padStart(2, "0")}`, fieldsOf(record, catalog)),
  );
  return tracksAsked(requests, tables).map((track) =>
    track.map(({ field, request }) => ({
      code: formatCode(field.code!),
      name: field.name,
      meaning: field.meaning,
      range: request?.range,
      log: request?.log ?? false,
    })),
  );
}

const fieldsOf = (record: number, catalog: Catalog): Field[] =>
  catalog.itemsOfRecord(record).map(({ code, mnemonic, name }) => ({
    name: mnemonic,
    type: catalog.kindOf(code) === "text" ? "text" : "number",
    utc: false,
    code,
    mnemonic,
    meaning: name,
    unit: undefined,
  }));
