/** In which language the server answers: what a request names, else what the account has chosen, else English; codes are the same in each. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptedIn } from "../../../src/service/api/languages.js";
import { toldOfNote } from "../../../src/service/api/outbox/told.js";
import { said } from "../../../src/service/words/refusal.js";
import { admin, person } from "./people.js";
import { company } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

describe("Accept-Language", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["es-CL,es;q=0.9,en;q=0.8", "es"],
    ["en;q=0.2, fr-CI;q=0.7", "fr"],
    ["pt-BR, es;q=0.5", "es"],
    ["fr;q=0, en", "en"],
    ["zu, *", undefined],
    ["constructor", undefined],
  ])("of %j is %s", (header, expected) => expect(acceptedIn(header)).toBe(expected));
});

it("tells what was changed in what is kept in the language of each who gets it", () => {
  const faults = [
    said("chain-broken", { seq: 412, what: "changed" }),
    said("photo-missing", { sha256: "9f" }),
  ];
  const noted = {
    note: { code: "kept-checked", params: { count: 2, faults } },
    path: "/audit",
    data: {},
  } as const;
  expect(toldOfNote(noted, "en").lines).toEqual([
    "the audit chain breaks at event 412: the event has been changed",
    "the photo 9f is missing",
  ]);
  expect(toldOfNote(noted, "es").lines).toEqual([
    "la cadena de auditoría se rompe en el evento 412: el evento fue modificado",
    "falta la foto 9f",
  ]);
});

describe("a refusal", () => {
  let served: Served;
  let cookie: string;
  let client: string;
  beforeAll(async () => {
    served = await start();
    cookie = await admin(served);
    await company(served, { cookie });
    client = (await person(served, cookie, "acme", "client", { client: "client-a" })).cookie;
  });
  afterAll(() => served.end());

  const missing = (headers: Record<string, string> = {}) =>
    ask(served, "GET /contracts/none", { cookie, headers });

  it("is in the language that the request names, with the same codes", async () => {
    const spanish = await missing({ "accept-language": "es-CL,en;q=0.5" });
    expect(spanish.status).toBe(404);
    expect(spanish.headers.get("content-language")).toBe("es");
    expect(spanish.headers.get("vary")).toBe("accept-language");
    expect(spanish.body).toMatchObject({
      ...{ code: "not-found", reason: "no-such", params: { what: "contract" } },
      detail: "no existe ese contrato",
    });
    const french = await missing({ "accept-language": "fr" });
    expect(french.body).toMatchObject({ reason: "no-such", detail: "ce contrat n’existe pas" });
    const english = await missing();
    expect(english.body).toMatchObject({ reason: "no-such", detail: "there is no such contract" });
  });

  it("tells each field in that language, by its code and what its sentence names", async () => {
    const slots = [{ name: "a", starts: "06:00", ends: "18:00" }];
    const { status, body } = await ask(served, "PUT /rigs/rig-9", {
      cookie,
      headers: { "accept-language": "es" },
      body: { name: "Rig 9", zone: "Marte/Norte", slots, wits: null },
    });
    expect(status).toBe(422);
    const message = "no hay ninguna zona horaria Marte/Norte; escriba una como America/Santiago";
    expect(body).toMatchObject({
      ...{ reason: "no-zone", detail: `/zone: ${message}` },
      errors: [{ at: "/zone", code: "no-zone", params: { zone: "Marte/Norte" }, message }],
    });
  });

  it("is in the language of the account where the request names none", async () => {
    const chosen = await ask(served, "PUT /me/language", { cookie: client, body: { language: "fr" } });
    expect(chosen.status).toBe(204);
    const told = await ask(served, "GET /contracts/none", { cookie: client });
    expect(told.body.detail).toBe("ce contrat n’existe pas");
    const asked = await ask(served, "GET /contracts/none", {
      cookie: client,
      headers: { "accept-language": "en" },
    });
    expect(asked.body.detail).toBe("there is no such contract");
    expect((await ask(served, "GET /me/language", { cookie: client })).body).toEqual({ language: "fr" });
  });
});
