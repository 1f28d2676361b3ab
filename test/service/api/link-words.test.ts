/** The language of the pages behind links that work once. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { linkWords } from "../../../src/service/api/link-words.js";
import { type Served, start } from "./serving.js";

let served: Served;
beforeAll(async () => {
  served = await start();
});
afterAll(() => served.end());

it("is what the browser reads best of what there is, and English otherwise", () => {
  const spoken = (accepted?: string): string => linkWords(accepted).language;
  expect(spoken("es-CL,es;q=0.9,en;q=0.8")).toBe("es");
  expect(spoken("nb-NO, fr-CA;q=0.7")).toBe("fr");
  expect(spoken("en;q=0.3, fr;q=0.7")).toBe("fr");
  expect(spoken("constructor, de")).toBe("en");
  expect(spoken()).toBe("en");
});

it.each([
  ["en", "short", "it needs 12 characters or more"],
  ["es", "short", "necesita 12 caracteres o más"],
  ["es", "aaaaaaaaaaaa", "es una repetición de pocos caracteres"],
  ["fr", "aaaaaaaaaaaa", "c’est la répétition de quelques caractères"],
  ["fr", "ada lovelace", "ce n’est guère plus que le nom ou l’adresse de son propriétaire"],
])("says in %s what is wrong with the password %s", async (language, password, why) => {
  const answer = await fetch(served.firstAdmin!, {
    method: "POST",
    headers: { "accept-language": language, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ name: "Ada Lovelace", email: "ada@rig.example", password }),
  });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(why);
});
