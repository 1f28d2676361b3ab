/** What `info --check` tells of a dataset. */
import { type Checked, checkDataset } from "../../../dataset/check.js";
import { tablesIn } from "../../../dataset/tables.js";
import { Failure } from "../../../failure/failure.js";
import { isCopy } from "../../../text/shown-places.js";
import { bytesText, counted, integer, listing } from "../wording.js";

/** Undefined where there is no dataset. Throws a Failure where it is none of Parquet. */
export async function checkFolder(path: string, signal: AbortSignal): Promise<Checked | undefined> {
  const files = (await tablesIn(path)).flatMap((table) => table.files);
  const other = files.find((file) => !file.endsWith(".parquet"));
  if (other !== undefined)
    throw new Failure("option-not-kept", `--check is for a dataset of Parquet, and ${other} is none`);
  if (files.length === 0) return undefined;
  return checkDataset(path, signal);
}

export function checkedText(path: string, checked: Checked, width: number): string {
  const { parts, rows, bytes, checksums, faults, manifest } = checked;
  const broken = new Set(faults.map((fault) => fault.path)).size;
  const text = listing(
    path,
    [
      ["parts", `${integer(parts)}, ${bytesText(bytes)}, ${counted(rows, "row")} read`],
      [
        "checksums",
        checksums === 0 ? "none are kept" : `of ${counted(checksums, "part")} held against the manifest`,
      ],
      [
        "manifest",
        manifest === undefined ? "none that can be read" : `of ${counted(manifest.units.length, "unit")}`,
      ],
      ["faults", broken === 0 ? "none" : `in ${counted(broken, "file")}`],
    ],
    width,
  );
  if (faults.length === 0) return text;
  const lines = faults.map((fault) => `${fault.path}  ${fault.why}`);
  const next = isCopy(path)
    ? `witskit push DATASET ${path}  sends a dataset that is whole`
    : `witskit repair ${path}  makes them again where what they were made from is still there`;
  return `${text}\n\n${lines.join("\n")}\n\nNext:\n  ${next}`;
}

export const checkedJson = (path: string, { manifest, faults, ...checked }: Checked): unknown => ({
  kind: "check",
  path,
  ...checked,
  units: manifest?.units.length ?? null,
  faults: faults.map(({ path, unit, why }) => ({ path, unit: unit ?? null, why })),
});
