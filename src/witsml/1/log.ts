/**
 * `log` of WITSML 1.3.1.1 and 1.4.1.1: curves are told one by one, rows are lines of values with a comma between. An empty value is null
 * in both; which is which tells 1.4.1.1 by a list of mnemonics, 1.3.1.1 by numbers of columns.
 */
import { escaped } from "../../text/markup.js";
import { uuidOf } from "../identity.js";
import type { Curve, CurveType, HeldCurve, LogPart, LogVersion, LogWriter, RowNotation } from "../log.js";
import { wellboreUid, wellUid } from "../names.js";
import { fitting, LONGEST_NAME } from "../version.js";
import { leaf, PLACE, parent, type Xml, xmlAround } from "../write/xml.js";

type Version = Extract<LogVersion, `1.${string}`>;

const TYPES: Readonly<Record<Version, Readonly<Record<CurveType, string>>>> = {
  "1.3.1.1": { double: "double", int: "long", long: "long", string: "string", time: "date time" },
  "1.4.1.1": { double: "double", int: "int", long: "long", string: "string", time: "date time" },
};

const rows = (version: Version): RowNotation => ({
  begin: "",
  end: "\n",
  open: "      <data>",
  aroundTime: "",
  afterIndex: "",
  none: "",
  close: "</data>",
  between: "\n",
  text: (value, delimiter) => escaped(value.replaceAll(delimiter, delimiter === "," ? ";" : " ")),
  most: Number.POSITIVE_INFINITY,
  delimiters: version === "1.4.1.1" ? [",", "|", ";", "~", "^"] : [","],
  isPlain: true,
});

export const logWriter1 = (version: Version): LogWriter => ({
  rows: rows(version),
  longestMnemonic: 32,
  around: (part) => xmlAround(element(version, part), 1),
});

function element(version: Version, part: LogPart): Xml {
  const { log, first, last, curves, delimiter, nullValue } = part;
  const { names, index, name, title, key, serviceCompany, program } = log;
  const byTime = index.kind === "time";
  const held: HeldCurve[] = [{ curve: index.curve, first, last }, ...curves];
  const uids = {
    uidWell: wellUid(names),
    uidWellbore: wellboreUid(names),
    uid: uuidOf("log", names.well, names.wellbore, key, index.kind),
  };
  const of1411 = version === "1.4.1.1";
  const bound = (tag: "start" | "end", value: string): Xml | null =>
    byTime ? leaf(`${tag}DateTimeIndex`, value) : leaf(`${tag}Index`, value, { uom: index.curve.uom ?? "" });
  const list = (of: (curve: Curve) => string): string => held.map(({ curve }) => of(curve)).join(",");
  return parent("log", uids, [
    leaf("nameWell", fitting(names.well, LONGEST_NAME)),
    leaf("nameWellbore", fitting(names.wellbore, LONGEST_NAME)),
    leaf("name", fitting(name, LONGEST_NAME)),
    leaf("objectGrowing", "false"),
    leaf("serviceCompany", fitting(serviceCompany ?? null, LONGEST_NAME)),
    leaf("description", fitting(title, 256)),
    of1411 && delimiter !== "," ? leaf("dataDelimiter", delimiter) : null,
    leaf("indexType", byTime ? "date time" : "measured depth"),
    bound("start", first),
    bound("end", last),
    leaf("direction", "increasing"),
    leaf("indexCurve", index.curve.mnemonic, of1411 ? {} : { columnIndex: "1" }),
    leaf("nullValue", nullValue),
    ...held.map((one, place) => curveInfo(version, one, byTime, index.curve.uom, place + 1)),
    parent("logData", {}, [
      of1411
        ? leaf(
            "mnemonicList",
            list(({ mnemonic }) => mnemonic),
          )
        : null,
      // A list of empty texts is one too: a unit that is none.
      of1411 ? { name: "unitList", attributes: {}, content: list(({ uom }) => uom ?? "") } : null,
      PLACE,
    ]),
    parent("commonData", {}, [leaf("sourceName", fitting(program, LONGEST_NAME))]),
  ])!;
}

function curveInfo(
  version: Version,
  { curve, first, last }: HeldCurve,
  byTime: boolean,
  indexUom: string | undefined,
  place: number,
): Xml | null {
  const { mnemonic, code, description, uom, type } = curve;
  const of1411 = version === "1.4.1.1";
  const [min, max] = byTime ? ["minDateTimeIndex", "maxDateTimeIndex"] : ["minIndex", "maxIndex"];
  const inUnit: Readonly<Record<string, string>> = byTime ? {} : { uom: indexUom ?? "" };
  return parent("logCurveInfo", { uid: mnemonic }, [
    leaf("mnemonic", mnemonic),
    leaf("unit", uom),
    leaf("mnemAlias", code, of1411 ? { namingSystem: "WITS" } : {}),
    leaf(min!, first, inUnit),
    leaf(max!, last, inUnit),
    of1411 ? null : leaf("columnIndex", String(place)),
    leaf("curveDescription", fitting(description, 256)),
    leaf("typeLogData", TYPES[version][type]),
  ]);
}
