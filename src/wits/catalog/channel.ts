/**
 * What people mean by hole depth, hookload or flow in, as items: one channel, whatever record it is sent in, and another
 * item where the usual one is missing. Whoever draws, measures or shows a quantity asks here which items have it.
 */
import { itemByMnemonic } from "./catalog.js";
import { type Code, recordOf } from "./code.js";

interface Told {
  readonly meaning: string;
  /** The items that have it, the surest first. In every record they have the same names. */
  readonly mnemonics: readonly string[];
  /** Where it is looked for, in this order, in a frame of several records. */
  readonly records: readonly number[];
}

const told = (meaning: string, mnemonics: string, ...records: number[]): Told => ({
  meaning,
  mnemonics: mnemonics.split(" "),
  records,
});

const table = {
  well: told("name of the well", "WID", 1),
  sequence: told("number of the row, as the sender counts", "SQID", 1),
  activity: told("what the rig does, as the sender has it", "ACTC", 1),
  remark: told("what people at the rig wrote", "COMM", 22),

  "hole-depth": told("depth of the hole", "DMEA", 1, 2),
  "bit-depth": told("depth of the bit", "DBTM", 1),
  /** Where nothing tells how deep the hole is, the depth of what comes back, or of the bit, is near it while drilling. */
  depth: told("depth that a row belongs to", "DMEA DRTM DBTM", 1, 2),
  "hole-depth-vertical": told("vertical depth of the hole", "DVER", 1, 2),
  "bit-depth-vertical": told("vertical depth of the bit", "DBTV", 1),
  "returns-depth": told("depth of the cuttings that come back", "DRTM", 1, 13),
  "block-position": told("height of the travelling block", "BPOS", 1, 5),
  "rate-of-penetration": told("rate of penetration", "ROPA", 1, 2),

  hookload: told("hookload", "HKLA HKLX", 1, 2),
  "weight-on-bit": told("weight on bit", "WOBA WOBX", 1, 2),
  torque: told("torque at surface", "TQA TQX", 1, 2),
  "torque-most": told("greatest torque at surface since the row before", "TQX", 1),
  "rotary-speed": told("rotary speed at surface", "RPMA", 1, 2),

  pressure: told("standpipe pressure", "SPPA", 1, 2),
  "choke-pressure": told("casing or choke pressure", "CHKP", 1),
  "stroke-rate-1": told("stroke rate of pump 1", "SPM1", 1),
  "stroke-rate-2": told("stroke rate of pump 2", "SPM2", 1),
  "stroke-rate-3": told("stroke rate of pump 3", "SPM3", 1),
  strokes: told("strokes of all pumps, counted", "STKC", 1),
  "lag-strokes": told("strokes that bring mud from the bottom to surface", "LSTK", 1),
  "flow-in": told("mud flow in", "MFIA", 1, 2),
  "flow-out": told("mud flow out", "MFOA", 1, 2),
  /** A paddle in the flow line: it has no absolute scale. */
  "flow-out-share": told("mud flow out, as a share of the most", "MFOP", 1, 2),

  "pit-volume": told("volume of the active tanks", "TVA", 1, 11),
  "pit-change": told("change of the active tanks' volume", "TVCA", 1, 11),
  "tank-volume": told("volume of all tanks", "TVT", 11),
  "trip-tank-volume": told("volume of the first trip tank", "TTV1", 11),
  "tank-1": told("volume of tank 1", "TV01", 11),
  "tank-2": told("volume of tank 2", "TV02", 11),
  "tank-3": told("volume of tank 3", "TV03", 11),
  "tank-4": told("volume of tank 4", "TV04", 11),
  "tank-5": told("volume of tank 5", "TV05", 11),
  "tank-6": told("volume of tank 6", "TV06", 11),
  "tank-7": told("volume of tank 7", "TV07", 11),
  "tank-8": told("volume of tank 8", "TV08", 11),
  "tank-9": told("volume of tank 9", "TV09", 11),
  "tank-10": told("volume of tank 10", "TV10", 11),
  "tank-11": told("volume of tank 11", "TV11", 11),
  "tank-12": told("volume of tank 12", "TV12", 11),
  "tank-13": told("volume of tank 13", "TV13", 11),
  "tank-14": told("volume of tank 14", "TV14", 11),
  "fill-observed": told("mud that filled the hole or came out of it while tripping", "FVO", 6),
  "fill-expected": told("mud that should have, by the steel", "FVE", 6),

  "density-in": told("mud density in", "MDIA", 1, 2),
  "density-out": told("mud density out", "MDOA", 1),
  "temperature-in": told("mud temperature in", "MTIA", 1),
  "temperature-out": told("mud temperature out", "MTOA", 1),
  "conductivity-in": told("mud conductivity in", "MCIA", 1),
  "conductivity-out": told("mud conductivity out", "MCOA", 1),
  gas: told("gas in the mud", "GASA", 1, 14),

  "bottom-to-slips": told("time from bottom to slips", "ETBS", 3),
  "in-slips": told("time in slips", "ETSL", 3, 6),
  "slips-to-bottom": told("time from slips to bottom", "ETSB", 3),
  "pumps-off": told("time with the pumps off", "ETPO", 3),

  "survey-depth": told("depth of the survey", "DSVM", 7),
  inclination: told("inclination of the hole", "SINC", 7),
  azimuth: told("azimuth of the hole, corrected", "SAZC", 7),
  "azimuth-uncorrected": told("azimuth of the hole, as measured", "SAZU", 7),

  "drilling-exponent": told("drilling exponent, corrected", "DXC", 10, 2),
  gamma: told("gamma ray", "MG1", 8),
  "gamma-depth": told("depth of the gamma ray sensor", "DG1M", 8),
  resistivity: told("resistivity", "MR1", 8),
  "resistivity-depth": told("depth of the resistivity sensor", "DR1M", 8),
  porosity: told("porosity", "MPO1", 8),
  "porosity-depth": told("depth of the porosity sensor", "DP1M", 8),
} as const satisfies Readonly<Record<string, Told>>;

/** `hole-depth`, `hookload`: a quantity that people know by a name of its own. */
export type ChannelName = keyof typeof table;

/** A quantity of drilling, and the items that tell it, the usual one first. */
export interface Channel extends Told {
  readonly name: ChannelName;
}

/** The names of all channels. */
export const channelNames = Object.keys(table) as readonly ChannelName[];

/** The channel of that name. */
export const channel = (name: ChannelName): Channel => ({ name, ...(table[name] as Told) });

/** The codes of a channel by the specification, the surest first: in one record, or in all that it is looked for in. */
export function codesOf(name: ChannelName, record?: number): readonly Code[] {
  const { mnemonics, records } = channel(name);
  return (record === undefined ? records : [record]).flatMap((one) =>
    mnemonics.flatMap((mnemonic) => itemByMnemonic(one, mnemonic)?.code ?? []),
  );
}

/** What tells of an item that it belongs to a channel. */
export interface ChannelItem {
  readonly code: Code | undefined;
  /** By the map, where there is one: it names what a feed numbers otherwise. */
  readonly mnemonic: string | undefined;
}

/** Of some items those of a channel, the surest first. Within a record it is the name that counts; other records come last. */
export function itemsOfChannel<One extends ChannelItem>(name: ChannelName, items: readonly One[]): One[] {
  const { mnemonics, records } = channel(name);
  const rank = ({ code, mnemonic }: One): number => {
    const record = code === undefined ? 0 : recordOf(code);
    const place = records.indexOf(record);
    return (place < 0 ? records.length + record : place) * mnemonics.length + mnemonics.indexOf(mnemonic!);
  };
  return items
    .filter(({ mnemonic }) => mnemonic !== undefined && mnemonics.includes(mnemonic))
    .sort((one, other) => rank(one) - rank(other));
}
