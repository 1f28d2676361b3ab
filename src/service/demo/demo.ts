/** `serve --demo`: two companies with six weeks of work, written as people write it, up to the minute at which it is made. */
import { createHash, randomInt } from "node:crypto";
import { join } from "node:path";
import { keepPhoto } from "../api/photos/kept.js";
import { hashPassword, PASSWORD_COST, type PasswordCost } from "../identity/password.js";
import { prefill } from "../prefill/prefill.js";
import type { NamedFolder } from "../recorded/allowed.js";
import { dateAfter, localDate } from "../shift/clock.js";
import type { ShiftContent } from "../shift/document.js";
import { expectedShifts } from "../shift/slots.js";
import type { Store } from "../store/database.js";
import { openStore } from "../store/open.js";
import { insertAccount, putMembership } from "../store/repositories/accounts.js";
import { markPhotoStored } from "../store/repositories/photos.js";
import { createTenant } from "../store/repositories/tenants.js";
import { BASIN } from "./basin.js";
import { actorOf, type Company, type DemoAccount, type DemoRig } from "./company.js";
import { TRAY, TRAY_MM, trayOf } from "./core-tray.js";
import type { Happening } from "./desk.js";
import { FJELL, RECORDED } from "./fjell.js";
import type { DemoMark } from "./folder.js";
import { contentFrom, recordRig } from "./rig-data.js";
import { type Photographed, type StoryOptions, storyOf } from "./story.js";

export interface DemoOptions {
  /** What time it is, milliseconds since 1970: the story ends there. */
  readonly now: number;
  readonly seed?: number;
  readonly passwordCost?: PasswordCost;
  readonly signal: AbortSignal;
}

const COMPANIES: readonly Company[] = [FJELL, BASIN];

/** Who signs in where, for a terminal. */
export const demoAccounts: readonly { readonly company: string; readonly account: DemoAccount }[] =
  COMPANIES.flatMap(({ name, accounts }) => accounts.map((account) => ({ company: name, account })));

/** What its companies are called in addresses, the one with recorded data first. */
export const demoCompanies: readonly string[] = COMPANIES.map(({ tenant }) => tenant);

const RIG_DATA = "rig-data";

/** What its rigs recorded, for those who may see it. */
export const demoDatasets = (folder: string): readonly NamedFolder[] => [
  { tenant: FJELL.tenant, name: undefined, folder: join(folder, RIG_DATA) },
];

/** The day up to which a story is told, where most of its rigs are. */
export const storyDay = (now: number): string => localDate(now, FJELL.rigs[0]!.zone);

/** Fills an empty folder. */
export async function makeDemo(folder: string, options: DemoOptions): Promise<DemoMark> {
  const { now, seed = 1, passwordCost = PASSWORD_COST, signal } = options;
  const clock = { at: now };
  const store = await openStore(folder, { now: () => clock.at });
  try {
    const password = madePassword();
    const recorded = await recordedDay(folder, now, signal);
    for (const company of COMPANIES) {
      const story = storyOf(company, {
        ...{ now, seed, isMain: company === FJELL },
        ...(company === FJELL && { recorded }),
        withPhotos: photosOf(folder, company),
      });
      clock.at = story[0]!.at;
      await createTenant(store, {
        ...{ id: company.tenant, slug: company.tenant, name: company.name },
        settings: JSON.stringify({ length_unit: company.lengthUnit }),
      });
      await addAccounts(store, company, await hashPassword(password, passwordCost));
      for (const { at, happens } of story) {
        signal.throwIfAborted();
        clock.at = at;
        await store.transaction(company.tenant, happens);
      }
    }
    return { today: storyDay(now), password };
  } finally {
    await store.close();
  }
}

/** Twelve letters that nobody takes for others: made anew for each folder, since a demo may be seen from elsewhere too. */
function madePassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const four = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return [four(), four(), four()].join("-");
}

/** One hash for all: it takes a third of a second to make. */
async function addAccounts(store: Store, { tenant, accounts }: Company, passwordHash: string): Promise<void> {
  await store.control(async ({ sql, now }) => {
    for (const { id, name, email, role, client, rigs } of accounts) {
      await insertAccount(sql, { id, email, name, passwordHash, now });
      await putMembership(sql, { tenant, account: id, role, client, rigs, active: true }, now);
    }
  });
}

/** Yesterday, from the first slot of the pattern on, and the report that was made of that slot. */
async function recordedDay(
  folder: string,
  now: number,
  signal: AbortSignal,
): Promise<StoryOptions["recorded"]> {
  const rig = FJELL.rigs.find(({ id }) => id === RECORDED.rig)!;
  const yesterday = dateAfter(localDate(now, rig.zone), -1);
  const [slot] = expectedShifts({ id: rig.id, timeZone: rig.zone, slots: rig.slots }, yesterday, yesterday);
  const path = join(folder, RIG_DATA, RECORDED.rig);
  await recordRig(path, { from: slot!.startsAt, until: now, zone: rig.zone, signal });
  const proposal = await prefill({ path, timeZone: rig.zone }, slot!, signal);
  return { rig: rig.id, content: (asked) => contentFrom(rig, asked, RECORDED.hole, proposal) };
}

/** A tray of core of each day shift that took any. */
const photosOf =
  (data: string, { tenant, accounts }: Company): StoryOptions["withPhotos"] =>
  ({ id, slot, hole, fromMm, toMm }, content, random): Photographed => {
    const rig = COMPANIES.flatMap(({ rigs }) => rigs).find((one): one is DemoRig => one.id === content.rig)!;
    if (!rig.isCored || slot !== rig.slots[0]!.name || content.runs.length === 0)
      return { content, kept: undefined };
    const to = Math.min(toMm, fromMm + TRAY_MM);
    const bytes = trayOf({ fromMm, toMm: to, ends: content.runs.map((run) => run.toMm) }, random);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const photo: ShiftContent["photos"][number] = {
      ...{ id: `${id}-p0`, hole, fromMm, toMm: to, tray: `Tray ${1 + Math.floor(fromMm / TRAY_MM)}` },
      ...{ sha256, mime: "image/png", bytes: bytes.length, ...TRAY },
    };
    const by = actorOf(accounts.find((account) => account.id === rig.writer)!);
    const kept: Happening["happens"] = async (transaction) => {
      await keepPhoto(data, { tenant, sha256, bytes });
      await markPhotoStored(transaction, { id: photo.id, sha256, by });
    };
    return { content: { ...content, photos: [photo] }, kept };
  };
