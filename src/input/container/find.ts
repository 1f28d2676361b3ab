/**
 * Finds out by the first bytes of a source what wraps its frames, if anything does. Lines are looked at one after the
 * other, and the first that can be but one thing decides: what is found does not depend on how the bytes come.
 */

import type { HeadLine, Lead, Recognised } from "./container.js";
import { goesOn, isLedByNumber } from "./line-start.js";
import { prefixEnd } from "./prefix.js";
import { containerBy, type LineContainer, lineContainers } from "./registry.js";
import { sideOf } from "./side.js";
import { endOfLine } from "./units.js";

/** Bytes within which a container shows; what shows none in them is plain. */
export const CONTAINER_HEAD = 65_536;

export type Found = { readonly kind: "plain" } | ({ readonly kind: LineContainer } & Recognised);

const PLAIN: Found = { kind: "plain" };

/** Leads that lines may give, of which a second line has not borne one out yet. */
const MOST_LEADS = 4;

interface Pursued {
  readonly kind: LineContainer;
  readonly lead: Lead;
}

/**
 * The container of what begins with `head`; undefined when more of it is needed. `whole` when there is no more. `said` when the
 * user has named it, and the lines are to show how it is read.
 */
export function findContainer(head: Uint8Array, whole: boolean, said?: LineContainer): Found | undefined {
  const last = whole || head.length >= CONTAINER_HEAD;
  const asked = said === undefined ? lineContainers : [said];
  const leads: Pursued[] = [];
  /** One that holds, while only lines of our own side have shown it. */
  let ours: Pursued | undefined;
  for (let at = 0; at < head.length; ) {
    const from = at;
    const to = endOfLine(head, from, last);
    if (to === undefined) return undefined;
    const bytes = head.subarray(from, to);
    at = to;
    const isOurs = ({ lead: { shape } }: Pursued): boolean =>
      sideOf(bytes, prefixEnd(bytes, shape) ?? 0) === "ours";
    if (ours !== undefined) {
      if (prefixEnd(bytes, ours.lead.shape) !== undefined && !isOurs(ours)) return foundBy(ours, false);
      continue;
    }
    const known = leads.find(({ lead }) => lead.shows(bytes));
    if (known !== undefined) {
      if (!isOurs(known)) return foundBy(known, false);
      ours = known;
      continue;
    }
    const start = startOf(bytes);
    const shown = shownBy({ bytes, head, from, to, start, last, said: said !== undefined }, asked);
    if (shown === "more") return undefined;
    if (shown === undefined) {
      if (said === undefined && goesOn(bytes, start) && !isLedByNumber(bytes)) return PLAIN;
      continue;
    }
    if (!("lead" in shown)) return shown;
    if (!shown.lead.sure) {
      if (leads.length < MOST_LEADS) leads.push(shown);
    } else if (isOurs(shown)) ours = shown;
    else return foundBy(shown, false);
  }
  if (!last) return undefined;
  return ours === undefined ? PLAIN : foundBy(ours, true);
}

/** What the first of these says that says anything. */
function shownBy(line: HeadLine, asked: readonly LineContainer[]): Found | Pursued | "more" | undefined {
  for (const kind of asked) {
    const shown = containerBy(kind).recognise?.(line);
    if (shown === undefined) continue;
    if (shown === "more") return shown;
    if (shown === "plain") return PLAIN;
    return "found" in shown ? { kind, lead: shown } : { kind, reader: shown.reader };
  }
  return undefined;
}

const foundBy = ({ kind, lead }: Pursued, oursToo: boolean): Found => ({ kind, ...lead.found(oursToo) });

/** Behind a byte order mark and blanks. */
function startOf(line: Uint8Array): number {
  let at = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
  while (line[at] === 32 || line[at] === 9 || line[at] === 0) at++;
  return at;
}
