/** A company of the demo as data: what it speaks of, who works there, by which contracts, and what each rig does. Put by the doors that people use. */
import type { Principal } from "../identity/principal.js";
import type { Role } from "../identity/roles.js";
import type { Contract, Rate } from "../shift/contract.js";
import type { LengthUnit } from "../shift/length.js";
import type { Slot } from "../shift/slots.js";
import type { Actor } from "../store/audit/event.js";
import type { Transaction } from "../store/database.js";
import { activateContract, putContract } from "../store/repositories/contracts.js";
import { type MASTER_TABLES, type Master, putMaster } from "../store/repositories/master.js";

/** Somebody who signs in. */
export interface DemoAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly client: string | null;
  readonly rigs: readonly string[] | null;
  /** What there is to see as this one. */
  readonly sees: string;
}

/** A piece of master data; documents in it as they are, not as text. */
export interface DemoRow {
  readonly table: (typeof MASTER_TABLES)[number];
  readonly id: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** A hole of a rig: how much of its time goes there, and how deep it gets. */
export interface DemoHole {
  readonly id: string;
  /** Of all holes of the rig. */
  readonly share: number;
  readonly metresMm: number;
}

export interface DemoRig {
  readonly id: string;
  readonly slots: readonly Slot[];
  readonly zone: string;
  readonly client: string;
  readonly project: string;
  readonly contract: string;
  /** Who writes its reports: as an account, and as a person of the crew list. */
  readonly writer: string;
  readonly supervisor: string;
  /** By slot: a person and a role each. */
  readonly crews: Readonly<Record<string, readonly (readonly [person: string, role: string])[]>>;
  readonly holes: readonly DemoHole[];
  /** One of an earlier time. */
  readonly earlierHole?: DemoHole;
  /** The size down to each depth. */
  readonly sizes: readonly (readonly [size: string, toMm: number])[];
  /** Pipe that is set when a hole gets there. */
  readonly casings: readonly (readonly [size: string, toMm: number])[];
  /** How long a run is at most; core is taken of runs of a barrel's length. */
  readonly runMm: number;
  /** Where its people type depths in feet. */
  readonly typedIn?: "ft";
  readonly isCored: boolean;
  /** What a shift uses of each item at most, in whole units. */
  readonly uses: readonly (readonly [item: string, most: number])[];
}

export interface Company {
  readonly tenant: string;
  readonly name: string;
  /** What its people read and type lengths in. */
  readonly lengthUnit: LengthUnit;
  readonly accounts: readonly DemoAccount[];
  readonly rows: readonly DemoRow[];
  readonly contracts: readonly Omit<Contract, "state" | "validFrom">[];
  readonly rigs: readonly DemoRig[];
}

/** The two slots of most rigs. */
export const SLOTS: readonly Slot[] = [
  { name: "day", from: "06:00", until: "18:00" },
  { name: "night", from: "18:00", until: "06:00" },
];

/** A rate with what is said of it; all else holds for all. */
export const rate = (
  id: string,
  kind: Rate["kind"],
  price: number,
  more: Partial<Omit<Rate, "id" | "kind" | "priceE4">> = {},
): Rate => ({
  ...{ id, kind, priceE4: Math.round(price * 10_000) },
  ...{ activityType: null, reason: null, size: null, item: null, rig: null, fromMm: null, toMm: null },
  ...{ freeMin: 0, markupBp: 0, payer: "client" },
  ...more,
});

export const row = (table: DemoRow["table"], id: string, fields: DemoRow["row"]): DemoRow => ({
  table,
  id,
  row: fields,
});

/** As one who has signed in. */
export const principalOf = (tenant: string, account: DemoAccount): Principal => ({
  ...{ account: account.id, email: account.email, name: account.name, tenant },
  ...{ role: account.role, client: account.client, rigs: account.rigs },
  ...{ language: null, by: "session", proof: "demo", mfa: false, version: 1, granted: undefined },
});

export const actorOf = ({ id, role }: DemoAccount): Actor => ({
  account: id,
  kind: "person",
  role,
  ip: "127.0.0.1",
});

/** All master data and contracts, in the order in which they name each other. */
export async function furnish(
  transaction: Transaction,
  { rows, contracts }: Company,
  validFrom: string,
  by: Actor,
): Promise<void> {
  for (const { table, id, row: fields } of rows)
    await putMaster(transaction, table, {
      id,
      row: Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          typeof value === "object" && value !== null ? JSON.stringify(value) : value,
        ]),
      ) as unknown as Master<typeof table>,
      ifVersion: null,
      by,
    });
  for (const { id, rates, ...terms } of contracts) {
    await putContract(transaction, { id, terms: { ...terms, validFrom }, rates, ifVersion: null, by });
    await activateContract(transaction, { id, ifVersion: 1, by });
  }
}
