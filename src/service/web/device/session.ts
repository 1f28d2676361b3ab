/**
 * Who uses this device. What the server said of them is kept, so that there is somebody to write as where there is no link. A session that
 * ends takes nothing with it: it only has to be begun again before anything is sent.
 */
import type { LengthUnit } from "../../shift/length.js";
import type { Language } from "../../words/language.js";
import { cellOf } from "../cell.js";
import { ask, type Refusal } from "../server/request.js";
import { spoken } from "../words/language.js";
import { keepAnswer, keptAnswer, WHO } from "./answers.js";
import { wipe } from "./database.js";
import { linkIs } from "./link.js";
import { preferences } from "./preferences.js";
import { saved } from "./reports.js";
import { forgetKey, openStore } from "./seal.js";
import { company, isElsewhere, session } from "./standing.js";

export type Role = "viewer" | "operator" | "supervisor" | "manager" | "client" | "admin" | "super_admin";

/** `GET /me`, as far as pages need it. */
export interface Me {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    /** In which the server writes to them; null where nobody has said. */
    readonly language: Language | null;
  };
  readonly tenant: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    /** What it reads and types lengths in; one of before this did not say. */
    readonly length_unit?: LengthUnit;
  } | null;
  readonly role: Role;
  /** Null for all rigs. */
  readonly rigs: readonly string[] | null;
  readonly client: string | null;
  /** Each with how far it reaches. */
  readonly permissions: Readonly<Record<string, "all" | "own" | "contract" | "used">>;
  /** One of before this did not say. */
  readonly has_password?: boolean;
  readonly second_factor: boolean;
}

/** Undefined before it was looked at, null where nobody ever signed in. */
export const me = cellOf<Me | null | undefined>(undefined);

export async function loadMe(): Promise<void> {
  const kept = (await keptAnswer<Me>(WHO))?.body ?? null;
  company.set(kept?.tenant?.id ?? null);
  me.set(kept);
}

// The session of all pages of a browser is one.
isElsewhere.watch(() => void askMe());

/** Other pages of this browser, which are signed in as this one is. */
const others = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("witskit-company");
if (others !== undefined)
  others.onmessage = ({ data }: MessageEvent<string | null>) => {
    if (data !== company.get()) location.reload();
  };

/** Asks who is signed in. */
export async function askMe(): Promise<void> {
  const reply = await ask(WHO);
  linkIs(reply.kind !== "no-link");
  if (reply.kind === "answer") {
    const found = reply.body as Me;
    const before = me.get();
    // Somebody else's reports are not for whoever signs in after them; a person who comes back finds all.
    if (before != null && before.account.id !== found.account.id) {
      await wipe();
      if (location.pathname === "/sign-in") location.replace("/");
      else location.reload();
      return;
    }
    const own = found.tenant?.id ?? null;
    await keepAnswer(WHO, found);
    // In another company the same person begins with what is kept of that one; what was not sent waits for them here.
    if (before != null && own !== company.get()) {
      await saved();
      others?.postMessage(own);
      if (location.pathname === "/sign-in") location.replace("/");
      else location.reload();
      return;
    }
    company.set(own);
    me.set(found);
    session.set("open");
    await tellLanguage();
  } else if (reply.kind === "refused" && reply.refusal.status === 401) session.set("ended");
}

/** The server writes in the language that was chosen here; where none was chosen anywhere, in the one that the app speaks. */
export async function tellLanguage(): Promise<void> {
  const known = me.get()?.account.language;
  if (known === undefined || session.get() !== "open") return;
  const wanted = preferences.get().language ?? (known === null ? spoken.get().language : known);
  if (wanted === known) return;
  const reply = await ask("/me/language", { method: "PUT", json: { language: wanted } });
  const now = me.get();
  if (reply.kind === "answer" && now != null)
    me.set({ ...now, account: { ...now.account, language: wanted } });
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly code?: string;
  readonly tenant?: string;
}

/** Undefined when it worked; else what to tell. */
export async function signIn(
  credentials: Credentials,
): Promise<Refusal | { readonly code: "no-link"; readonly detail: string } | undefined> {
  const reply = await ask("/session", { method: "POST", json: credentials });
  linkIs(reply.kind !== "no-link");
  if (reply.kind === "no-link") return { code: "no-link", detail: reply.why };
  if (reply.kind === "refused") return reply.refusal;
  await askMe();
  return undefined;
}

/** Ends the session, and takes everything of it from the device. Whoever calls has asked about what was not sent. */
export async function signOut(): Promise<void> {
  await ask("/session", { method: "DELETE", timeoutMs: 5000 });
  await wipe();
  forgetKey();
  await openStore();
  me.set(null);
  session.set("ended");
}

export const may = (permission: string): boolean => me.get()?.permissions[permission] !== undefined;

/** Of all of the company, and not of a part of it. */
export const mayAll = (permission: string): boolean => me.get()?.permissions[permission] === "all";
