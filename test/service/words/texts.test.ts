/** What is said by a code: in each language, of what the code names, and of that language. A code without a text does not compile. */

import { describe, expect, it } from "vitest";
import type { Billed } from "../../../src/service/shift/billed.js";
import { billedText } from "../../../src/service/words/billed-text.js";
import { enProblems } from "../../../src/service/words/en/problems.js";
import { esTrade } from "../../../src/service/words/es/trade.js";
import { type Language, languages } from "../../../src/service/words/language.js";
import { reasonText } from "../../../src/service/words/reason.js";
import type { SaidParams } from "../../../src/service/words/refusal.js";
import { textOf } from "../../../src/service/words/speech.js";
import { textIn } from "../../../src/service/words/texts.js";
import { writingOf } from "../../../src/service/words/writing.js";

/** What each code may name: one that is new does not compile without an example, and each text of several is among them. */
const first = { code: "no-rates", params: {} } as const;
const span = { from: "16:15", until: "18:00" };
const decimal = {
  kind: "decimal",
  of: "metres",
  example: "1.00",
  from: "0",
  to: "99999.999",
  decimals: 3,
} as const;
const examples: { readonly [Code in keyof SaidParams]: readonly SaidParams[Code][] } = {
  missing: (
    ["value", "size", "slot", "role", "reason", "item", "slot-name", "metres", "feet", "degrees"] as const
  ).map((what) => ({ what })),
  twice: [{ what: "person" }, { what: "item" }, { what: "survey" }, { what: "slot", name: "Nuit" }],
  nothing: [{ what: "quantity" }, { what: "hours" }],
  "upside-down": [
    { what: "depths", from: "120.50" },
    { what: "depths", from: null },
    { what: "band" },
    { what: "days" },
  ],
  negative: [{ what: "metres" }, { what: "price" }],
  decimals: [{ text: "1.2345", most: 3 }],
  "not-a-number": [{ typed: "1,2.3", what: "metres" }],
  "too-fine": [{ typed: "1.2345", what: "metres", most: 3 }],
  "too-deep": [{ most: "99999.999" }],
  "ends-before-start": [{ what: "shift" }, { what: "row" }],
  "too-long": [{ most_s: 93_600 }],
  "repeated-id": [{}],
  "no-dip": [{}],
  "no-azimuth": [{}],
  "no-zone": [{ zone: "Marte/Norte" }],
  "other-date": [{ starts: "2026-03-28" }],
  "no-contract": [{}],
  "no-supervisor": [{}],
  "no-crew": [{}],
  "longer-than-shift": [{ worked_s: 46_800, shift_s: 43_200 }],
  unknown: [{}],
  "below-hole": [
    { kind: null, depth: "120.50", end: "118.00" },
    { kind: "ream", depth: "120.50", end: "118.00" },
  ],
  "far-from-shift": [{}],
  "outside-shift": [{ row: span, shift: { from: "06:00", until: "18:30" } }],
  overlap: [span],
  "too-much-time": [{ by_s: 4500 }],
  "unaccounted-time": [{ by_s: 6300, free: [span] }],
  "depth-overlap": [{ by: "0.30", end: "134.30" }],
  "depth-gap": [
    { by: "0.70", end: "134.30", explained: false },
    { by: "0.70", end: "134.30", explained: true },
  ],
  "recovery-of-hole": [{ percent: "101.2" }],
  "recovery-of-run": [{ recovered: "3.10", drilled: "3.00", percent: "103.3" }],
  "wrong-state": [{ event: "approve", state: "with_client" }],
  "not-yours": [
    { event: "approve", parts: ["manager"] },
    { event: "accept", parts: ["client", "system"] },
  ],
  "comment-missing": [{ event: "return" }],
  "own-rig": [{}],
  "own-client": [{}],
  submitter: [{}],
  "not-submitter": [{}],
  "every-slot-approved": [{}],
  "deemed-accepted": [{}],
  "client-decides": [{}],
  "never-final": [{}],
  "no-problems": [{}],
  "not-an-object": [{ what: "report" }, { what: "row" }],
  "not-a-list": [{ section: "runs" }],
  "too-many": [{ section: "runs", most: 500 }],
  "not-readable": (
    [
      ...(["id", "instant", "date", "zone", "truth", "hash"] as const).map((kind) => ({ kind })),
      { kind: "text", least: 1, most: 200 },
      { kind: "text", least: 0, most: 200 },
      { kind: "integer", most: 1560 },
      { kind: "choice", values: ["new", "ream"] },
      decimal,
    ] as const
  ).flatMap((wanted) => [false, true].map((nullable) => ({ wanted, nullable }))),
  "unknown-field": [{ name: "colour" }],
  "no-time": [{ time: "25:00" }],
  "slots-overlap": [{ name: "Jour", other: "Nuit" }],
  "no-currency": [{}],
  "out-of-range": (
    ["minor-digits", "tax", "length-step", "time-step", "price", "free", "markup"] as const
  ).map((what) => ({ what })),
  "no-date": [{}],
  "no-rates": [{}],
  "price-below-0": [{}],
  "without-use": [{ kind: "hour", field: "size" }],
  "two-alike": [
    { from: null, to: null },
    { from: "100.00", to: null },
    { from: null, to: "200.00" },
  ],
  "same-day": [{ contract: "C-7", day: "2026-03-01" }],
  "other-currency": [{ contract: "C-7", currency: "USD", decimals: 2 }],
  "no-rate": [{ billed: { code: "man-hours", params: { role: "Driller" } } }],
  issued: [{ month: "2026-03" }],
  "not-in-force": [{ contract: "C-7", day: "2026-03-01" }],
  "no-route": [{}],
  methods: [{ methods: ["GET", "PUT"] }],
  "other-host": [{}],
  "cross-site": [{}],
  "not-signed-in": [{}],
  "other-tenant": [{}],
  "no-permission": [{ permission: "shift:decide" }],
  "by-session": [{}],
  "too-many-tries": [{ seconds: 30 }],
  "no-such": (
    [
      ...(["account", "activity_type", "alert", "bill", "client", "contract", "dataset", "day"] as const),
      ...(["delegation", "file", "hole", "identity", "item", "key", "message", "person", "photo"] as const),
      ...(["project", "provider", "report", "revision", "rig", "session", "settings", "tenant"] as const),
      ...(["thing", "webhook"] as const),
    ] as const
  ).map((what) => ({ what })),
  changed: [
    { what: "report", version: 7 },
    { what: "contract", version: null },
  ],
  "if-match-missing": [{}],
  "if-match-new": [{}],
  etag: [{}],
  "key-too-long": [{ most: 200 }],
  "other-request": [{}],
  "under-way": [{}],
  "body-broken": [{}],
  "body-too-large": [{ bytes: 15 << 20 }, { bytes: 4096 }],
  "body-packed": [{ encoding: "br" }],
  "body-type": [{ types: ["application/json"] }],
  "body-not-utf8": [{}],
  "body-not-json": [{ why: "Unexpected end" }],
  "disk-full": [{}],
  failed: [{ id: "0192" }],
  "too-many-listeners": [{ most: 20 }],
  busy: [{}],
  "papers-busy": [{}],
  "lists-busy": [{}],
  "too-many-answers": [{ most: 8 }],
  "not-acceptable": [{ asked: "text/html", known: ["text/csv"] }],
  "in-its-words": [{ words: "x" }],
  required: [{}],
  additionalProperties: [{}],
  anyOf: [{}],
  enum: [{ values: ["a", "b"] }],
  type: [{ type: "string" }],
  pattern: [{ pattern: "^x$" }],
  format: [{ format: "date" }],
  minLength: [{ limit: 1 }, { limit: 12 }],
  maxLength: [{ limit: 200 }],
  minItems: [{ limit: 1 }],
  maxItems: [{ limit: 100 }],
  uniqueItems: [{}],
  minimum: [{ limit: 1 }],
  maximum: [{ limit: 100 }],
  "does-not-hold": [{}],
  "more-decimals": [{}],
  "beyond-count": [{}],
  "sum-beyond-count": [{}],
  "no-day": [{}],
  "no-month": [{ text: "2026-13" }],
  "no-instant": [{ text: "noon" }],
  "no-moment": [{ text: "yesterday" }],
  "before-start": [{}],
  "not-after-from": [{}],
  "clock-without-zone": [{}],
  "too-many-days": [{ most: 92 }],
  "too-many-months": [{ most: 24 }],
  "not-to-come": [{}],
  "not-past": [{}],
  "reference-missing": [{ what: "item" }],
  "named-or-missing": [{}],
  "not-storable": [{ what: "x" }],
  "no-text": [{}],
  cursor: [{}],
  "id-taken": [{}],
  taken: [{ what: "rig", columns: ["name"] }],
  "not-kept": [{ at: "rates", first }],
  "rig-not-yours": [{}],
  "other-client": [{}],
  "slot-taken": [{ date: "2026-03-28", slot: "Nuit" }],
  locked: [{ state: "approved" }],
  "left-state": [{ state: "with_client" }],
  decided: [{ event: "approve", by: "0192" }],
  "decided-now": [{}],
  "named-twice": [{}],
  "no-revision": [{ revision: 3 }],
  "reads-only": [{}],
  "office-own": [{ what: "alerts" }, { what: "stock" }, { what: "approval" }],
  "own-acts": [{}],
  "chain-broken": (["missing", "not-following", "changed", "last-missing", "other-end"] as const).map(
    (what) => ({ seq: 412, what }),
  ),
  "revision-changed": [{ revision: 2, report: "A1" }],
  "bill-changed": [{ period: "2026-03", contract: "A1" }],
  "photo-missing": [{ sha256: "9f" }],
  "photo-changed": [{ sha256: "9f" }],
  "too-many-reports": [
    { count: 612, more: false, most: 500 },
    { count: 500, more: true, most: 500 },
  ],
  "nothing-of-day": [{}],
  "no-photo-library": [{}],
  "no-picture": [{ type: "image/png" }],
  "picture-broken": [{}],
  "no-digest": [{}],
  "other-digest": [{}],
  "other-photo": [{ sha256: "ab12" }],
  "project-of-other": [{}],
  "not-activated": [{ first }],
  "contract-ended": [{}],
  "contract-not-active": [{}],
  "contract-locked": [{}],
  "not-begun": [{ month: "2026-03" }],
  "not-issued": [{ first }],
  "issued-now": [{}],
  "other-total": [{}],
  "charge-late": [{ month: "2026-03" }],
  "charge-elsewhere": [{ date: "2026-04-02", month: "2026-03" }],
  "items-only": [{}],
  "no-delivery": [{}],
  "no-count": [{}],
  "no-correction": [{}],
  "no-dataset": [
    { dataset: "rig7", known: [] },
    { dataset: "rig7", known: ["rig8"] },
  ],
  "dataset-unreadable": [{ words: "x" }],
  "sign-in-refused": [{}],
  "code-needed": [{}],
  "sso-only": [{}],
  "which-tenant": [{}],
  "a-tenant": [{ slug: "north", name: "North" }],
  "link-used": [{}],
  "address-taken": [{}],
  "weak-password": [
    { why: "short", limit: 12 },
    { why: "long", limit: 256 },
    { why: "simple", limit: null },
    { why: "personal", limit: null },
  ],
  "wrong-password": [{}],
  "password-needed": [{}],
  "stale-session": [{ minutes: 10 }],
  "wrong-code": [{}],
  "factor-there": [{}],
  "key-for-token": [{}],
  "key-beyond-maker": [{ permissions: ["users:admin"] }],
  "first-admin": [{}],
  "terminal-alone": [{}],
  "admin-does-that": [{}],
  "last-admin": [{}],
  "in-tenant": [{}],
  "own-account": [{}],
  "other-company": [{}],
  "client-of-role": [{}],
  "rigs-of-role": [{}],
  "deputy-of-other": [{}],
  "tenant-by-other-name": [{}],
  "own-tenant": [{}],
  "shared-service": [{}],
  "job-running": [{}],
  "no-provider": [{}],
  "no-second-factor": [{}],
  "provider-silent": [{ provider: "Okta" }],
  "token-unseen": [{ why: "x" }],
  issuer: [{ why: "x" }],
  "no-directory": [{}],
  "same-audience": [{}],
  "no-groups": [{}],
  "only-way-in": [{}],
  "no-mail-server": [{}],
  "no-address": [{}],
  "webhook-address": [
    { why: "no-url", host: null },
    { why: "no-https", host: null },
    { why: "password", host: null },
    { why: "private", host: "10.0.0.7" },
  ],
  "too-many-webhooks": [{ most: 20 }],
};

/** In the words of something else, which nobody translates. */
const AS_TOLD = new Set(["in-its-words", "issuer", "a-tenant"]);

const all = Object.entries(examples).flatMap(([code, list]) =>
  (list as readonly object[]).map((params) => ({ code, params })),
);
const spoken = (language: Language): string[] => all.map((one) => textOf(one as never, language));

/** What a text must not lose: figures and names, as they stand in the parameters. Dates are written as the language writes them. */
const named = (params: unknown): string[] =>
  typeof params === "string"
    ? /^\d+(\.\d+)?$|^[A-Z0-9]/.test(params) && !/^\d{4}-\d\d/.test(params)
      ? [params]
      : []
    : typeof params === "object" && params !== null
      ? Object.values(params).flatMap(named)
      : [];

describe.each(languages)("what is said in %s", (language) => {
  const texts = spoken(language);

  it("says all that its code names, and nothing that is not there", () => {
    for (const [i, text] of texts.entries()) {
      const { code, params } = all[i]!;
      expect(`${code}: ${text}`).not.toMatch(/\b(undefined|NaN)\b|\[object/);
      expect(text.trim(), code).not.toBe("");
      if (["not-readable", "decided", "a-tenant", "weak-password"].includes(code)) continue;
      for (const one of named(params)) expect(`${code}: ${text}`).toContain(one);
    }
  });

  it("begins small or with a name, and ends without a point, as programs put places before it", () => {
    for (const text of texts) expect(text).not.toMatch(/\.$/);
  });
});

it.each(["es", "fr"] as const)("says in %s nothing in English", (language) => {
  const english = spoken("en");
  const same = all.filter(
    ({ code }, i) => !AS_TOLD.has(code) && textOf(all[i] as never, language) === english[i],
  );
  expect(same).toEqual([]);
});

it("has a narrow space in French that no line breaks at before signs and within quotes", () => {
  const loose = /(?<!\u202f)([;?!»%]|:(?=\s|$))|«(?!\u202f)/;
  // Names of headers are as programs write them.
  const found = spoken("fr").map((text) => text.replaceAll(/`[^`]*`|Content-Digest: \S*/g, ""));
  expect(found.filter((text) => loose.test(text))).toEqual([]);
});

it("writes dates and months as the language does", () => {
  const said = { code: "other-date", params: { starts: "2026-03-28" } } as const;
  expect(textOf(said, "en")).toMatch(/starts on 28 Mar 2026$/);
  expect(textOf(said, "es")).toMatch(/empieza el 28 mar 2026$/);
  expect(textOf(said, "fr")).toMatch(/commence le 28 mars 2026$/);
  const bill = { code: "charge-late", params: { month: "2026-03" } } as const;
  expect(textOf(bill, "es")).toContain("marzo de 2026");
  expect(textOf(bill, "fr")).toContain("mars 2026");
});

it("tells lengths in what somebody reads", () => {
  const gap = { by: "0.50", end: "120.50", explained: true };
  const said = (unit: "m" | "ft") =>
    textIn(enProblems, { code: "depth-gap", params: gap }, writingOf("en", [], unit));
  expect(said("m")).toBe("gap 0.50 m: the hole ends at 120.50 m");
  expect(said("ft")).toBe("gap 1.64 ft: the hole ends at 395.34 ft");
});

describe("what a line of a bill is for", () => {
  const band = { from: "0.00", to: "100.00", unit: "m" } as const;
  const work = {
    activity: "Standby",
    reason: "weather",
    contractor: true,
    free_s: 7200,
    without_rate: false,
  };
  it.each<[Billed, string, string, string]>([
    [
      { code: "drilling", params: { size: "HQ", band, cut: "time", without_rate: true } },
      "drilling HQ, 0.00 to 100.00 m, cut at midnight in proportion to time, no rate",
      "perforación HQ, 0.00 a 100.00 m, cortado a medianoche en proporción al tiempo, sin tarifa",
      "forage HQ, 0.00 à 100.00 m, coupé à minuit en proportion du temps, sans tarif",
    ],
    [
      { code: "hours", params: work },
      "Standby, weather, at the contractor's cost, first 2 h a day free",
      "Standby, clima, a cargo del contratista, los primeros 2 h del día sin cobro",
      "Standby, intempéries, à la charge de l’entreprise, franchise de 2 h par jour",
    ],
    [
      { code: "hours", params: { ...work, activity: null, reason: "ream", contractor: false, free_s: 0 } },
      "ream",
      "escariado",
      "alésage",
    ],
    [
      { code: "item", params: { name: "Bentonite", markup: "7.5", without_rate: false } },
      "Bentonite, markup 7.5 %",
      "Bentonite, recargo 7.5 %",
      "Bentonite, majoration 7.5\u202f%",
    ],
    [{ code: "man-hours", params: { role: null } }, "man-hours", "horas-hombre", "heures-personnes"],
    [
      { code: "fixed", params: { name: null, a: "day" } },
      "fixed, a day",
      "fijo, por día",
      "forfait, par jour",
    ],
    [
      { code: "minimum", params: { a: "shift" } },
      "up to the minimum of a shift",
      "hasta el mínimo por turno",
      "jusqu’au minimum par poste",
    ],
    [
      { code: "maximum", params: { a: "day" } },
      "down to the maximum of a day",
      "hasta el máximo por día",
      "jusqu’au maximum par jour",
    ],
    [{ code: "typed", params: { words: "Helicopter" } }, "Helicopter", "Helicopter", "Helicopter"],
  ])("%j is said in each language", (billed, ...told) => {
    expect(languages.map((language) => billedText(billed, language))).toEqual(told);
  });

  it("calls reasons of a company's own as it does", () => {
    expect(reasonText(esTrade, "constructor")).toBe("constructor");
    expect(reasonText(esTrade, "elections")).toBe("elections");
  });
});
