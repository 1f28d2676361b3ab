/**
 * Documents of WITSML read by means that are none of the project's: `saxes` for the XML, and beside it what schemas do not check of a
 * log: the index first and in order, each mnemonic once, lists of equal length, units as the curves have them, bounds of what is there.
 */
import { SaxesParser } from "saxes";
import { expect } from "vitest";

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

export function elementOf(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = {
      name: name.replace("eml:", ""),
      attributes: { ...attributes },
      children: [],
      text: "",
    };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

export const all = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name);

export const textIn = (element: Element, ...path: string[]): string | undefined => {
  let at: Element | undefined = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at?.text;
};

export interface ReadCurve {
  readonly mnemonic: string;
  readonly code: string | undefined;
  readonly uom: string | undefined;
  readonly type: string | undefined;
}

export interface ReadLog {
  readonly uid: string;
  readonly well: string;
  readonly curves: readonly ReadCurve[];
  /** The index first; null where there is no value. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The logs of a document; throws where a rule is broken. */
export function logsIn(xml: string): ReadLog[] {
  const root = elementOf(xml);
  const logs = root.name === "Log" ? [secondLog(root)] : all(root, "log").map(firstLog);
  for (const log of logs) holdRules(log);
  return logs;
}

/** 1.3.1.1 and 1.4.1.1. */
function firstLog(log: Element): ReadLog {
  const infos = all(log, "logCurveInfo");
  const data = all(log, "logData")[0]!;
  const delimiter = textIn(log, "dataDelimiter") ?? ",";
  const nulls = new Set(["", textIn(log, "nullValue") ?? ""]);
  const curves = infos.map((info) => ({
    mnemonic: textIn(info, "mnemonic")!,
    code: textIn(info, "mnemAlias"),
    uom: textIn(info, "unit"),
    type: textIn(info, "typeLogData"),
  }));
  const list = textIn(data, "mnemonicList");
  if (list === undefined) {
    expect(infos.map((info) => Number(textIn(info, "columnIndex")))).toEqual(
      infos.map((_, place) => place + 1),
    );
  } else {
    expect(list.split(",")).toEqual(curves.map(({ mnemonic }) => mnemonic));
    expect(textIn(data, "unitList")!.split(",")).toEqual(curves.map(({ uom }) => uom ?? ""));
  }
  const rows = all(data, "data").map(({ text }) =>
    text.split(delimiter).map((cell, place) => {
      if (nulls.has(cell)) return null;
      return /double|int|long/.test(curves[place]?.type ?? "") ? Number(cell) : cell;
    }),
  );
  expect(textIn(log, "indexCurve")).toBe(curves[0]!.mnemonic);
  const byTime = textIn(log, "indexType") === "date time";
  const bounds = byTime
    ? ["startDateTimeIndex", "endDateTimeIndex", "minDateTimeIndex", "maxDateTimeIndex"]
    : ["startIndex", "endIndex", "minIndex", "maxIndex"];
  const placeOf = (text: string | undefined) => (byTime || text === undefined ? text : Number(text));
  expect([placeOf(textIn(log, bounds[0]!)), placeOf(textIn(log, bounds[1]!))]).toEqual([
    rows[0]![0],
    rows.at(-1)![0],
  ]);
  infos.forEach((info, place) => {
    const valued = rows.filter((row) => row[place] !== null);
    expect([placeOf(textIn(info, bounds[2]!)), placeOf(textIn(info, bounds[3]!))]).toEqual([
      valued[0]?.[0],
      valued.at(-1)?.[0],
    ]);
  });
  return { uid: log.attributes["uid"]!, well: textIn(log, "nameWell")!, curves, rows };
}

/** 2.0 and 2.1. */
function secondLog(log: Element): ReadLog {
  const [set] = all(log, "ChannelSet");
  const index = all(set!, "Index")[0]!;
  const curves = all(set!, "Channel").map((channel) => ({
    mnemonic: textIn(channel, "Mnemonic")!,
    code: textIn(channel, "Aliases", "Identifier"),
    uom: textIn(channel, "Uom"),
    type: textIn(channel, "DataKind") ?? textIn(channel, "DataType"),
  }));
  const rows = JSON.parse(textIn(set!, "Data", "Data")!) as [[string | number], (string | number | null)[]][];
  return {
    uid: log.attributes["uuid"]!,
    well: textIn(log, "Wellbore", "Title")!,
    curves: [
      { mnemonic: textIn(index, "Mnemonic")!, code: undefined, uom: textIn(index, "Uom"), type: "index" },
      ...curves,
    ],
    rows: rows.map(([[place], values]) => [place, ...values]),
  };
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function holdRules({ curves, rows }: ReadLog): void {
  const mnemonics = curves.map(({ mnemonic }) => mnemonic);
  expect(new Set(mnemonics).size).toBe(mnemonics.length);
  expect(rows.length).toBeGreaterThan(0);
  const broken = rows.filter(
    (row, i) =>
      row.length !== curves.length ||
      (typeof row[0] === "string" && !TIME.test(row[0])) ||
      row.slice(1).every((cell) => cell === null) ||
      (i > 0 && !(row[0]! > rows[i - 1]![0]!)),
  );
  expect(broken).toEqual([]);
}
