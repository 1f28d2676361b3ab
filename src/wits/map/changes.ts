/** How one run's map differs from another's, as they stand in metadata. */

type Entry = Readonly<Record<string, string | number>>;

/** A sentence for each code; `undefined` is no map. */
export function mapChanges(before: unknown, now: unknown): string[] {
  const [was, is] = [byCode(before), byCode(now)];
  const codes = [...new Set([...was.keys(), ...is.keys()])].sort();
  return codes.flatMap((code) => {
    const [then, today] = [shown(was.get(code)), shown(is.get(code))];
    return then === today ? [] : [`--map had ${then} for ${code}, now it has ${today}`];
  });
}

const byCode = (map: unknown): ReadonlyMap<string, Entry> =>
  new Map((Array.isArray(map) ? (map as Entry[]) : []).map((entry) => [String(entry["code"]), entry]));

function shown(entry: Entry | undefined): string {
  if (entry === undefined) return "nothing";
  const { code: _, ...parts } = entry;
  return JSON.stringify(parts);
}
