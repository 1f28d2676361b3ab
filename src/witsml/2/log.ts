/**
 * `Log` of WITSML 2.0 and 2.1: a document a log, in it one set of channels on one index, and rows as JSON in a text:
 * `[[[index],[value,...]],...]`. A part of a log is a log of its own here, for a document that comes again takes the place of the first.
 */
import { escaped } from "../../text/markup.js";
import { uuidOf } from "../identity.js";
import type { CurveType, HeldCurve, LogPart, LogVersion, LogWriter, RowNotation } from "../log.js";
import { fitting, LONGEST_NAME } from "../version.js";
import { leaf, PLACE, parent, type Xml, xmlAround } from "../write/xml.js";
import { uuidOfKind } from "./kinds.js";
import { NAMESPACES, reference20, reference21, version20, version21, wellbore } from "./version.js";

type Version = Extract<LogVersion, `2.${string}`>;

const TYPES: Readonly<Record<Version, Readonly<Record<CurveType, string>>>> = {
  "2.0": { double: "double", int: "int", long: "long", string: "string", time: "string" },
  "2.1": { double: "double", int: "int", long: "long", string: "string", time: "date time" },
};

/** Of what has no unit, in the list of units. */
export const NO_UNIT = "Euc";

/** Who logged it, where nobody told: a channel must have somebody. */
const NOBODY = "unknown";

const rows: RowNotation = {
  begin: "[",
  end: "]\n",
  open: "[[",
  aroundTime: '"',
  afterIndex: "],[",
  none: "null",
  close: "]]",
  between: ",\n",
  text: (value) => escaped(JSON.stringify(value)),
  // Readers that guard themselves refuse a text of more than ten million bytes, as libxml2 does.
  most: 9_500_000,
  delimiters: [","],
  isPlain: false,
};

export const logWriter2 = (version: Version): LogWriter => ({
  rows,
  longestMnemonic: LONGEST_NAME,
  around: (part) => xmlAround(element(version, part), 0),
});

function element(version: Version, part: LogPart): Xml {
  const { log, number } = part;
  const { names, title, key, index } = log;
  const name = number === 1 ? log.name : `${log.name}, part ${number}`;
  const identity = [names.well, names.wellbore, key, index.kind, String(number)];
  const of20 = version === "2.0";
  const head = (kind: string, heading: string, own: readonly string[] = []) => ({
    attributes: { schemaVersion: version, uuid: uuidOf(kind, ...identity, ...own) },
    citation: citation(part, heading, kind === "Log" ? title : undefined),
  });
  const active = leaf("eml:ActiveStatus", "inactive");
  const company = fitting(log.serviceCompany ?? null, LONGEST_NAME) ?? NOBODY;
  const whose = [leaf("TimeDepth", index.kind), leaf("LoggingCompanyName", company)];
  const own = head("Log", name);
  const set = head("ChannelSet", name);
  const data = parent("Data", {}, [parent("Data", {}, [PLACE])]);
  const channels = part.curves.map(({ curve }) =>
    channel(curve, head("Channel", curve.mnemonic, [curve.mnemonic])),
  );
  const channelSet = parent(
    "ChannelSet",
    set.attributes,
    of20
      ? [set.citation, indexOf(version, part), ...channels, data, ...whose]
      : [set.citation, active, interval(part), indexOf(version, part), ...channels, data],
  );
  const owner = wellbore(of20 ? version20 : version21, names);
  return parent(
    "Log",
    { ...NAMESPACES, ...own.attributes },
    of20 ? [own.citation, ...whose, owner, channelSet] : [own.citation, active, channelSet, owner],
  )!;

  function channel(
    { mnemonic, code, uom = NO_UNIT, type, kind }: HeldCurve["curve"],
    { attributes, citation }: ReturnType<typeof head>,
  ): Xml | null {
    const alias =
      code === undefined
        ? null
        : parent("eml:Aliases", { authority: "WITS" }, [leaf("eml:Identifier", code)]);
    const value = TYPES[version][type];
    return parent("Channel", attributes, [
      alias,
      citation,
      ...(of20
        ? [
            leaf("Mnemonic", mnemonic),
            leaf("DataType", value),
            leaf("Uom", uom),
            leaf("GrowingStatus", "inactive"),
            leaf("TimeDepth", index.kind),
            reference20("ChannelClass", "PropertyKind", kind, uuidOfKind(kind)),
            leaf("LoggingCompanyName", company),
          ]
        : [
            active,
            leaf("Mnemonic", mnemonic),
            leaf("GlobalMnemonic", mnemonic),
            leaf("DataKind", value),
            leaf("Uom", uom),
            reference21("ChannelPropertyKind", "PropertyKind", kind, uuidOfKind(kind)),
            reference21("LoggingCompany", "BusinessAssociate", company),
          ]),
      indexOf(version, part),
    ]);
  }
}

function citation({ log, made }: LogPart, title: string, description?: string): Xml | null {
  return parent("eml:Citation", {}, [
    leaf("eml:Title", fitting(title, 2000)),
    leaf("eml:Originator", fitting(log.serviceCompany ?? log.program, LONGEST_NAME)),
    leaf("eml:Creation", made),
    leaf("eml:Format", log.program),
    leaf("eml:Description", fitting(description ?? null, 2000)),
  ]);
}

const indexOf = (version: Version, { log: { index } }: LogPart): Xml | null =>
  parent("Index", {}, [
    leaf(
      version === "2.0" ? "IndexType" : "IndexKind",
      index.kind === "time" ? "date time" : "measured depth",
    ),
    leaf("Uom", index.curve.uom),
    leaf("Direction", "increasing"),
    leaf("Mnemonic", index.curve.mnemonic),
  ]);

function interval({ log: { index }, first, last }: LogPart): Xml | null {
  const byTime = index.kind === "time";
  return parent("PrimaryIndexInterval", { "xsi:type": byTime ? "eml:DateTimeInterval" : "eml:MdInterval" }, [
    leaf(byTime ? "eml:StartTime" : "eml:MdMin", first),
    leaf(byTime ? "eml:EndTime" : "eml:MdMax", last),
    byTime ? null : leaf("eml:Uom", index.curve.uom),
  ]);
}
