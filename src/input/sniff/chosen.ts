/** Which of many sources are looked at: some of each kind, by folder and by the shape of the name, since a rig writes thousands alike. */
import type { Source } from "../bytes/source.js";

/** Up to so many, all are looked at. */
const FEW = 60;
/** Of each kind, evenly from the first to the last. */
const OF_A_KIND = 8;

export const folderOf = ({ name }: Pick<Source, "name">): string => name.replace(/\/?[^/]*$/, "");

export function chosenOf(sources: readonly Source[]): readonly Source[] {
  if (sources.length <= FEW) return sources;
  const kinds = new Map<string, Source[]>();
  for (const source of sources) {
    const shape = source.name.slice(folderOf(source).length).replace(/\d+/g, "#");
    const kind = `${folderOf(source)}${shape} ${source.size === 0}`;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [source]);
    else known.push(source);
  }
  const chosen = new Set<Source>();
  for (const all of kinds.values()) {
    const most = Math.min(all.length, OF_A_KIND);
    for (let i = 0; i < most; i++)
      chosen.add(all[Math.round((i * (all.length - 1)) / Math.max(1, most - 1))]!);
  }
  return sources.filter((source) => chosen.has(source));
}
