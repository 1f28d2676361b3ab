/** The photos of a report as they are looked at: each with its small picture, and with the words for where it was taken. */
import type { PhotoRow } from "../../../shift/document.js";
import { useCell } from "../../cell.js";
import { useLengths } from "../../device/lengths.js";
import { type Master, named } from "../../device/master.js";
import { photos } from "../../device/photos.js";
import type { Picture } from "../../parts/large-photo.js";
import { useWords } from "../../words/words.js";

type Placed = Pick<PhotoRow, "id" | "hole" | "tray" | "fromMm" | "toMm">;

export function usePicturesOf(rows: readonly Placed[], { holes }: Master): Picture[] {
  const words = useWords();
  const lengths = useLengths();
  const known = useCell(photos);
  return rows.map(({ id, hole, tray, fromMm, toMm }, i) => ({
    id,
    small: known.get(id)?.small ?? `/api/v1/photos/${id}?size=thumb`,
    name: [
      ...(hole === null ? [] : [named(holes, hole)]),
      tray || words.report.photo(i + 1),
      ...(fromMm !== null && toMm !== null ? [lengths.range(fromMm, toMm)] : []),
    ].join(" · "),
  }));
}
