/** Links as what a dashboard shows: what they say of themselves, and the frames of each of their senders. */
import type { DataOptions } from "../../input/feed/options.js";
import type { Link } from "../../input/link/link.js";
import type { Dashboard } from "./dashboard.js";
import { StreamDecoder } from "./stream-decoder.js";

/** Milliseconds between two looks at what a link has received. */
const INTERVAL = 200;
/** Senders that come and go under ever new names must not fill the memory. */
const MOST_SENDERS = 1000;

/** Resolves when the signal aborts or all links have ended. Throws a `Failure` when one can never work. */
export async function followLinks(
  links: readonly Link[],
  dashboard: Dashboard,
  options: DataOptions,
  signal: AbortSignal,
): Promise<void> {
  const names = uniqueNames(links.map(({ status }) => status.name));
  const tell = (): void => {
    links.forEach(({ status }, i) => {
      dashboard.tell({ ...status, name: names[i]! }, Date.now());
    });
  };
  tell();
  const timer = setInterval(tell, INTERVAL);
  try {
    await Promise.all(links.map((link, i) => followLink(link, names[i]!, dashboard, options, signal)));
  } finally {
    clearInterval(timer);
    tell();
  }
}

async function followLink(
  link: Link,
  name: string,
  dashboard: Dashboard,
  options: DataOptions,
  signal: AbortSignal,
): Promise<void> {
  const decoders = new Map<string, StreamDecoder>();
  const decoderOf = (sender: string): StreamDecoder => {
    const known = decoders.get(sender);
    if (known !== undefined) return known;
    const [oldest] = decoders.keys();
    if (decoders.size >= MOST_SENDERS && oldest !== undefined) decoders.delete(oldest);
    const decoder = new StreamDecoder(name, options, (frame, arrival) =>
      dashboard.take({ link: name, sender }, frame, arrival, Date.now()),
    );
    decoders.set(sender, decoder);
    return decoder;
  };
  await link.run(async ({ sender, bytes, arrival, connection }, settle) => {
    await decoderOf(sender).push(bytes, arrival, connection);
    // Whoever only looks keeps nothing, and holds nothing up.
    settle?.();
  }, signal);
  for (const decoder of decoders.values()) await decoder.end();
}

/** The same URL given twice is two links. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} #${n}`;
    taken.add(unique);
    return unique;
  });
}
