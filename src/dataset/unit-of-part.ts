/** What a small part was made of, which it does not say itself: the sources and the counts of its unit, as the manifest has them. */
import { relative, resolve, sep } from "node:path";
import type { FileInfo } from "./file.js";
import { readManifest } from "./manifest-file.js";
import { datasetOfPart } from "./metadata.js";
import { LISTED_SOURCES, timeSourceOf } from "./provenance.js";

/** With what the manifest beside it adds. A file that tells all itself, or lies nowhere, is answered as it is. */
export async function withUnit(info: FileInfo): Promise<FileInfo> {
  const { path, provenance } = info;
  const folder = datasetOfPart(path);
  if (folder === undefined || provenance === undefined || provenance.sources !== undefined) return info;
  const name = relative(folder, resolve(path)).split(sep).join("/");
  const manifest = await readManifest(folder).catch(() => undefined);
  const unit = manifest?.units.find(({ files }) => files.some((file) => file.path === name));
  if (unit === undefined) return info;
  const sources = [...unit.sources];
  const told = {
    sources: sources.slice(0, LISTED_SOURCES),
    source_count: sources.length,
    counts: unit.counts,
    time_source: timeSourceOf(unit.counts),
    ...(unit.streams && { streams: unit.streams }),
  };
  return { ...info, provenance: { ...provenance, ...told } };
}
