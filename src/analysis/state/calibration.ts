/** What was found of a rig, from how much, and how sure: rows of the table of calibrations. */
import type { ChannelName } from "../../wits/catalog/channel.js";
import type { CalibrationRow, Whose } from "../table.js";
import type { Bottom } from "./bottom.js";
import type { HookThreshold } from "./hook-threshold.js";
import type { Level } from "./level.js";
import type { Scales } from "./scales.js";

type Row = Omit<CalibrationRow, keyof Whose>;

export interface Found {
  readonly unit: (channel: ChannelName) => string | undefined;
  readonly scales: Scales;
  readonly threshold: HookThreshold;
  readonly bottom: Bottom;
  readonly flow: Level;
  readonly pumps: Level;
  readonly pressure: Level;
  readonly speed: Level;
  readonly torque: Level;
}

const known = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

export function calibrationOf({ unit, scales, threshold, bottom, ...levels }: Found): Row[] {
  const { slipsSeen, hangingSeen } = threshold;
  const force = unit("hookload");
  const length = unit("block-position");
  const rows: Row[] = [
    {
      quantity: "hookload in slips, below",
      value: known(threshold.value),
      unit: force,
      from_rows: slipsSeen + hangingSeen,
      confidence: threshold.confidence,
      how: threshold.how,
    },
    {
      quantity: "block weight",
      value: known(threshold.slipsMean),
      unit: force,
      from_rows: slipsSeen,
      confidence: Math.min(1, slipsSeen / 24) * threshold.confidence,
      how: "mean hookload of the last moments in which the block moved and the bit stayed",
    },
    {
      quantity: "weight of string and block",
      value: known(threshold.hangingMean),
      unit: force,
      from_rows: hangingSeen,
      confidence: Math.min(1, hangingSeen / 24),
      how: "mean hookload of the last moments in which the bit moved with the block",
    },
    {
      quantity: "seconds between rows",
      value: scales.interval,
      unit: "s",
      from_rows: scales.positions,
      confidence: Math.min(1, scales.positions / 100),
      how: "median, lately",
    },
    {
      quantity: "sign of the block's position",
      value: scales.rowsOfSign === 0 && !scales.isSignGiven ? undefined : scales.sign,
      unit: undefined,
      from_rows: scales.rowsOfSign,
      confidence: scales.isSignGiven ? 1 : Math.min(1, scales.rowsOfSign / 10),
      how: scales.isSignGiven
        ? "given by the rig's file"
        : "1 where the bit goes deeper as the position falls, -1 where it goes deeper as it rises",
    },
    {
      quantity: "least step of the block's position",
      value: scales.positions === 0 ? undefined : scales.step,
      unit: length,
      from_rows: scales.positions,
      confidence: Math.min(1, scales.positions / 1000),
      how: "least change that was seen, lately",
    },
    {
      quantity: "bit off bottom while hole is made",
      value: bottom.rows === 0 ? undefined : bottom.offset,
      unit: unit("hole-depth"),
      from_rows: bottom.rows,
      confidence: Math.min(1, bottom.rows / 50),
      how: "mean of hole depth less bit depth where the hole grew",
    },
  ];
  const names: Record<keyof typeof levels, [name: string, channel: ChannelName]> = {
    flow: ["flow in", "flow-in"],
    pumps: ["stroke rate of all pumps", "stroke-rate-1"],
    pressure: ["pressure", "pressure"],
    speed: ["rotary speed", "rotary-speed"],
    torque: ["torque", "torque"],
  };
  for (const [key, [name, channel]] of Object.entries(names)) {
    const level = levels[key as keyof typeof levels];
    rows.push({
      quantity: `${name} that is on, above`,
      value: level.rows === 0 && !level.isGiven ? undefined : known(level.on),
      unit: unit(channel),
      from_rows: level.rows,
      confidence: level.isGiven || level.rest < level.work / 2 ? 1 : level.rows === 0 ? 0 : 0.5,
      how: level.isGiven
        ? "given by the rig's file"
        : level.rows === 0
          ? "not sent"
          : `reads ${level.rest.toPrecision(3)} at its least and ${level.work.toPrecision(3)} at work`,
    });
  }
  return rows;
}
