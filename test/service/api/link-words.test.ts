/** The language of the pages behind links that work once. */
import { expect, it } from "vitest";
import { linkWords } from "../../../src/service/api/link-words.js";

it("is the first that the browser names and there is, and English otherwise", () => {
  const spoken = (accepted?: string): string => linkWords(accepted).language;
  expect(spoken("es-CL,es;q=0.9,en;q=0.8")).toBe("es");
  expect(spoken("nb-NO, fr-CA;q=0.7")).toBe("fr");
  expect(spoken("constructor, de")).toBe("en");
  expect(spoken()).toBe("en");
});
