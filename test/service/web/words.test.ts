/** The words of the app in each of its languages: all are there, say all they are given, and are of that language. */
import { afterAll, describe, expect, it, vi } from "vitest";
import { en, type Words } from "../../../src/service/web/words/en.js";
import { spoken, wordsOf } from "../../../src/service/web/words/language.js";
import { bytesText, sumText } from "../../../src/service/web/words/words.js";
import { firstOf, type Language, languages, tagOf } from "../../../src/service/words/language.js";

/** Names, units and figures, which no language translates. */
const NAMES = [
  "PIN",
  "CSV",
  "PDF",
  "Excel",
  "Webhooks",
  "Slack",
  "Teams",
  "Entra",
  "Okta",
  "m",
  "15",
  "°/30 m",
];
const ADDRESS = "https://login.example";
const UNITS = /^(m|m\/h|h|d|°|%|\d|[\s·,–()«»])*$/;

/** Words that a language shares with English. */
const SHARED: Readonly<Record<Exclude<Language, "en">, readonly string[]>> = {
  es: ["No", "Supervisor", "Total", "roles"],
  fr: [
    "Claims",
    "Client",
    "Clients",
    "Code",
    "Date",
    "Description",
    "Instrument",
    "Menu",
    "Note",
    "Notes",
    "OK",
    "Photo «a»",
    "Photos",
    "Service",
    "Stock",
    "Total",
    "client",
    "clients",
    "correction",
  ],
};

type Word = string | ((...given: never[]) => string);

/** `report.kinds.new` of each word. */
function wordsIn(table: object, at = ""): Map<string, Word> {
  const found = new Map<string, Word>();
  for (const [name, value] of Object.entries(table)) {
    const path = at === "" ? name : `${at}.${name}`;
    if (typeof value === "object") for (const [below, word] of wordsIn(value, path)) found.set(below, word);
    else found.set(path, value);
  }
  return found;
}

const GIVEN = ["«a»", "«b»", "«c»"];

const said = (word: Word, given: readonly unknown[] = GIVEN): string =>
  typeof word === "string" ? word : word(...(given.slice(0, word.length) as never[]));

/** Sentences of codes are given what their codes name, and have a test of their own. */
const withoutCodes = ({ problems: _, refusals: __, billed: ___, rigTold: ____, ...words }: Words): object =>
  words;

const english = wordsIn(withoutCodes(en));

describe.each(languages.filter((language) => language !== "en"))("the words in %s", async (language) => {
  const words = wordsIn(withoutCodes(await wordsOf(language)));

  it("are those of the English table, each a text or a sentence of what it is given", () => {
    const shapeOf = (all: ReadonlyMap<string, Word>) =>
      [...all].map(([path, word]) => `${path} ${typeof word}`).sort();
    expect(shapeOf(words)).toEqual(shapeOf(english));
  });

  it("say what they are given wherever the English ones do, and nothing that is not there", () => {
    const givenIn = (word: Word | undefined) => GIVEN.filter((one) => said(word ?? "").includes(one));
    for (const [path, word] of english)
      expect(`${path}: ${givenIn(words.get(path))}`).toBe(`${path}: ${givenIn(word)}`);
    for (const [path, word] of words)
      for (const given of [
        GIVEN,
        [0, 1, 1],
        [1, 2, 2],
        [2, 7, 7],
        ["a", null, "c"],
        ["a", true],
        ["a", false],
      ]) {
        // A count is a number, a name is a text: those that the English sentence cannot be made of are not its own.
        if (/\b(undefined|NaN|null|true|false)\b/.test(said(english.get(path)!, given))) continue;
        expect(`${path}: ${said(word, given)}`).not.toMatch(/\b(undefined|NaN|null|true|false)\b|\[object/);
        expect(said(word, given).trim(), path).not.toBe("");
      }
  });

  it("count one as one", () => {
    for (const [path, word] of english) {
      // English says "1 report" and "2 reports": where it does so, the other language has a form for one as well.
      if (typeof word === "string" || said(word, [1, 9]).replace("1", "2") === said(word, [2, 9])) continue;
      const other = words.get(path)!;
      expect(said(other, [1, 9]).replace("1", "2"), path).not.toBe(said(other, [2, 9]));
    }
  });

  it("do not call a decision what its question calls to leave it", async () => {
    const { decide, dialog } = await wordsOf(language);
    expect(Object.values(decide.events)).not.toContain(dialog.cancel);
  });

  it("are of the language, but for names", () => {
    const same = [...words]
      .filter(([path, word]) => said(word) === said(english.get(path)!))
      .map(([, word]) => said(word))
      .filter((text) => !NAMES.includes(text) && text !== ADDRESS)
      .filter((text) => !UNITS.test(text.replaceAll(/«.»/g, "")));
    expect([...new Set(same)].sort()).toEqual([...SHARED[language as Exclude<Language, "en">]].sort());
  });
});

describe("Spanish", async () => {
  const words = wordsIn(withoutCodes(await wordsOf("es")));

  it("opens each question that it ends", () => {
    for (const [path, word] of words) {
      const text = said(word);
      expect(`${path}: ${text.split("¿").length}`).toBe(`${path}: ${text.split("?").length}`);
    }
  });
});

describe("French", async () => {
  const words = wordsIn(withoutCodes(await wordsOf("fr")));

  it("has a narrow space that no line breaks at before its signs and within its quotes", () => {
    const loose = /(?<!\u202f)([;?!»%]|:(?=\s|$))|«(?!\u202f)/;
    // A label that ends in its unit is no number of it: `Carotte, %`.
    const found = [...words].map(([path, word]) => [path, said(word, ["a", "b", "c"]).replace(/, %$/, "")]);
    expect(found.filter(([, text]) => loose.test(text!))).toEqual([]);
  });

  it("has nothing and one in the singular", () => {
    for (const [path, word] of words) {
      if (typeof word === "string" || said(word, [1, 9]).replace("1", "2") === said(word, [2, 9])) continue;
      expect(said(word, [0, 9]).replace("0", "1"), path).toBe(said(word, [1, 9]));
    }
    expect(said(words.get("report.manHours")!, ["1.5"])).toBe("1.5 heure-personne");
    expect(said(words.get("report.manHours")!, ["11:30"])).toBe("11:30 heures-personnes");
  });
});

describe("a language", () => {
  afterAll(() => {
    vi.unstubAllGlobals();
    spoken.set({ language: "en", words: en });
  });

  it.each([
    [["es-CL", "en"], "es"],
    [["pt-BR", "es", "en"], "es"],
    [["fr-CI", "en"], "fr"],
    [["en-US", "es"], "en"],
    [["zu"], undefined],
    [["constructor"], undefined],
    [[], undefined],
  ])("is the first of %j that the app speaks: %s", (tags, expected) => expect(firstOf(tags)).toBe(expected));

  it("writes dates as the country of the browser does, and English ones with the day first", () => {
    expect(tagOf("es", ["en-US", "es-CL"])).toBe("es-CL");
    expect(tagOf("es", ["en-US"])).toBe("es-419");
    expect(tagOf("fr", ["en-CA", "fr-CA"])).toBe("fr-CA");
    expect(tagOf("en", ["en-US"])).toBe("en-GB");
  });

  it("tells sums that nobody reads as a thousandth of them", async () => {
    expect(sumText("1234567.50")).toBe("1,234,567.50");
    spoken.set({ language: "es", words: await wordsOf("es") });
    expect(sumText("1234567.50")).toBe("1\u00a0234\u00a0567.50");
    expect(sumText("35632")).toBe("35\u00a0632");
    expect(sumText("999")).toBe("999");
  });

  it("has its own names of sizes", async () => {
    vi.stubGlobal("navigator", { languages: ["fr-CI"] });
    const sizes = () => [1_250_000_000, 12_000_000, 1].map((bytes) => bytesText(bytes).replace(/\s/, " "));
    spoken.set({ language: "en", words: en });
    expect(sizes()).toEqual(["1.3 GB", "12 MB", "1 kB"]);
    spoken.set({ language: "fr", words: await wordsOf("fr") });
    expect(sizes()).toEqual(["1.3 Go", "12 Mo", "1 ko"]);
  });
});
