/** What a report is filled from: rigs, holes, people, items, activity types, clients and projects, as the device last heard of them. */

import type { ActivityClass, Id, Payer } from "../../shift/document.js";
import type { Slot } from "../../shift/slots.js";
import { cellOf } from "../cell.js";
import { ask } from "../server/request.js";
import { keepAnswer, keptAnswer } from "./answers.js";
import { linkIs } from "./link.js";

export interface Rig {
  readonly id: Id;
  readonly name: string;
  readonly timeZone: string;
  readonly slots: readonly Slot[];
  /** What it records is known to the server. */
  readonly hasData?: boolean;
}

export interface Hole {
  readonly id: Id;
  readonly name: string;
  readonly project: Id | null;
}

export interface Named {
  readonly id: Id;
  readonly name: string;
}

export interface Person extends Named {
  readonly role: string;
}

export interface Item extends Named {
  readonly unit: string;
}

export interface ActivityType extends Named {
  readonly code: string;
  readonly class: ActivityClass;
  readonly payer: Payer;
}

export interface Project extends Named {
  readonly client: Id | null;
}

/** A version of a contract, without its prices. */
export interface Contract extends Named {
  readonly code: string;
  readonly client: Id;
  readonly project: Id | null;
  readonly state: "draft" | "active" | "ended";
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export interface Master {
  readonly rigs: readonly Rig[];
  readonly holes: readonly Hole[];
  readonly people: readonly Person[];
  readonly items: readonly Item[];
  readonly types: readonly ActivityType[];
  readonly clients: readonly Named[];
  readonly projects: readonly Project[];
  readonly contracts: readonly Contract[];
  readonly at: number | null;
}

const NOTHING: Master = {
  rigs: [],
  holes: [],
  people: [],
  items: [],
  types: [],
  clients: [],
  projects: [],
  contracts: [],
  at: null,
};

export const master = cellOf<Master>(NOTHING);

const KEPT = "master";

export async function loadMaster(): Promise<void> {
  // What an older version of the app has kept lacks lists that came later.
  master.set({ ...NOTHING, ...(await keptAnswer<Master>(KEPT))?.body });
}

/** Asks for all lists; keeps them when all came. */
export async function refreshMaster(): Promise<void> {
  const [rigs, holes, people, items, types, clients, projects, contracts] = await Promise.all(
    ["/rigs", "/holes", "/people", "/items", "/activity-types", "/clients", "/projects", "/contracts"].map(
      listOf,
    ),
  );
  if (rigs === undefined) return;
  const byName = <One extends Named>(list: readonly unknown[] | undefined): readonly One[] | undefined =>
    (list as readonly (One & { readonly code?: string })[] | undefined)
      ?.map((one) => ({ ...one, name: one.name || (one.code ?? one.id) }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  const before = master.get();
  const found: Master = {
    rigs: (byName<RigOnWire>(rigs) ?? []).map(rigOf),
    holes: byName<Hole>(holes) ?? before.holes,
    people: byName<Person>(people) ?? before.people,
    items: byName<Item>(items) ?? before.items,
    types: byName<ActivityType>(types) ?? before.types,
    clients: byName<Named>(clients) ?? before.clients,
    projects: byName<Project>(projects) ?? before.projects,
    contracts: byName<Contract>(contracts) ?? before.contracts,
    at: Date.now(),
  };
  master.set(found);
  await keepAnswer(KEPT, found);
}

interface RigOnWire extends Named {
  readonly zone: string;
  readonly slots: readonly { readonly name: string; readonly starts: string; readonly ends: string }[];
  readonly wits: { readonly dataset?: string } | null;
}

const rigOf = ({ id, name, zone, slots, wits }: RigOnWire): Rig => ({
  id,
  name,
  timeZone: zone,
  hasData: wits?.dataset !== undefined,
  slots: slots.map((slot) => ({ name: slot.name, from: slot.starts, until: slot.ends })),
});

/** Every page of a list; undefined when not all of it came. */
export async function listOf(path: string): Promise<readonly unknown[] | undefined> {
  const all: unknown[] = [];
  let cursor: string | null = null;
  do {
    const query: string = `limit=500${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const reply = await ask(`${path}${path.includes("?") ? "&" : "?"}${query}`);
    linkIs(reply.kind !== "no-link");
    if (reply.kind !== "answer") return undefined;
    const { items, next } = reply.body as { items: readonly unknown[]; next?: string | null };
    all.push(...items);
    cursor = next ?? null;
  } while (cursor !== null);
  return all;
}

export const named = (list: readonly Named[], id: Id | null): string =>
  list.find((one) => one.id === id)?.name ?? "";
