/**
 * A WITSML document as heads, rows and stations: who reads it is told of each log before its rows, however many logs are in it. What
 * a version or a vendor has besides is passed over.
 */
import { DocumentReader } from "./document.js";
import { type CurveTold, headOf, type LogHead, type LogTold, newCurve, newLog } from "./log.js";
import type { RowTag } from "./row-tags.js";
import type { Come, DocumentTaker, Element, Stretch } from "./taker.js";

/** A quantity of a survey station, and where it stands. */
export interface StationValue {
  readonly name: string;
  readonly text: string;
  readonly uom: string;
  readonly start: number;
  readonly end: number;
}

export interface Station {
  readonly values: readonly StationValue[];
  readonly start: number;
  readonly end: number;
}

export interface Trajectory {
  readonly version: string | undefined;
  readonly name: string;
  readonly well: string;
  readonly wellbore: string;
}

export interface WitsmlTaker {
  /** Of the rows that come; `told` is what the document says, word by word. */
  head(head: LogHead, told: LogTold): void;
  row(row: Stretch): void;
  /** As a `DocumentTaker` takes them. */
  rowsAtOnce?(come: Come, tag: RowTag): number;
  json(row: Stretch): void;
  jsonAtOnce?(come: Come, from: number): number;
  /** A survey station, and the trajectory that it is of. */
  station(station: Station, trajectory: Trajectory): void;
  lose(lost: Stretch): void;
  /** What follows them up to the next tag. */
  loseOn?(lost: Stretch): void;
  crossed?(name: string, at: number): void;
  longTag?(at: number): void;
  documentType?(at: number): void;
  /** Rows lie in another file. */
  elsewhere(uri: string): void;
}

/** Stations have some dozens; private elements may be more. */
const MOST_VALUES = 512;

/** Reads a document piece by piece. `longest`: bytes of a row. */
export const witsmlReader = (taker: WitsmlTaker, longest: number): DocumentReader =>
  new DocumentReader(new Logs(taker), longest);

const attribute = (tag: string, name: string): string => {
  const found = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found?.[1] ?? found?.[2] ?? "";
};

class Logs implements DocumentTaker {
  readonly #taker: WitsmlTaker;
  /** Names of what is open, the outermost first. */
  readonly #path: string[] = [];
  #version: string | undefined;
  #log: LogTold = newLog(undefined);
  /** Of 2.x: the log in which a set of channels is. */
  #outer: LogTold | undefined;
  #curve: CurveTold | undefined;
  #aliasSystem = "";
  /** The head has been told for the rows that come. */
  #told = false;
  #trajectory: { version: string | undefined; name: string; well: string; wellbore: string } | undefined;
  #station: StationValue[] | undefined;
  #stationStart = 0;
  #valueStart = 0;
  #valueUom = "";

  constructor(taker: WitsmlTaker) {
    this.#taker = taker;
  }

  open({ name, tag, at }: Element): "text" | "row" | "json" {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    if (this.#path.length === 1)
      this.#version = attribute(tag, "version") || attribute(tag, "schemaVersion") || undefined;
    if (name === "log" || name === "Log") this.#begin(at);
    else if (name === "ChannelSet") this.#beginSet(at);
    else if (name === "logCurveInfo" || name === "Channel") this.#curve = newCurve(at);
    else if (name === "Index" && parent === "ChannelSet") this.#curve = newCurve(at);
    else if (name === "mnemonicList") this.#log.listAt = at;
    else if (name === "unitList") this.#log.unitsAt = at;
    else if (name === "logData") {
      this.#log.mnemonicList = undefined;
      this.#log.unitList = undefined;
      this.#told = false;
    } else if (name === "indexCurve") this.#log.indexColumn = attribute(tag, "columnIndex");
    else if (name === "mnemAlias") this.#aliasSystem = attribute(tag, "namingSystem");
    else if (name === "Aliases") this.#aliasSystem = attribute(tag, "authority");
    else if (name === "data" && parent === "logData") {
      this.#tell();
      return "row";
    } else if (name === "Data" && parent === "Data") {
      this.#tell();
      return "json";
    } else this.#openTrajectory(name, tag, at, parent);
    return "text";
  }

  #openTrajectory(name: string, tag: string, at: number, parent: string | undefined): void {
    const lower = name.toLowerCase();
    if (lower === "trajectory")
      this.#trajectory = { version: this.#version, name: "", well: "", wellbore: "" };
    else if (lower === "trajectorystation") {
      this.#station = [];
      this.#stationStart = at;
    } else if (this.#station !== undefined && parent?.toLowerCase() === "trajectorystation") {
      this.#valueStart = at;
      this.#valueUom = attribute(tag, "uom");
    }
  }

  close(name: string, text: string, end: number): void {
    this.#path.pop();
    const parent = this.#path.at(-1);
    const value = text.trim();
    if (this.#trajectory !== undefined) this.#closeTrajectory(name, value, end, parent);
    else if (this.#curve !== undefined) this.#closeCurve(name, value, parent);
    else if (parent === "log") this.#closeOfLog(name, value);
    else if (name === "mnemonicList") this.#log.mnemonicList = text;
    else if (name === "unitList") this.#log.unitList = text;
    else if (name === "Title") this.#title(parent, value);
    else if (name === "FileUri" && parent === "Data") this.#taker.elsewhere(value);
    if (name === "ChannelSet" && this.#outer !== undefined) this.#log = this.#outer;
  }

  row(row: Stretch): void {
    this.#taker.row(row);
  }

  rowsAtOnce(come: Come, tag: RowTag): number {
    return this.#taker.rowsAtOnce?.(come, tag) ?? tag.tag;
  }

  json(row: Stretch): void {
    this.#taker.json(row);
  }

  jsonAtOnce(come: Come, from: number): number {
    return this.#taker.jsonAtOnce?.(come, from) ?? from;
  }

  lose(lost: Stretch): void {
    this.#taker.lose(lost);
  }

  longTag(at: number): void {
    this.#taker.longTag?.(at);
  }

  loseOn(lost: Stretch): void {
    this.#taker.loseOn?.(lost);
  }

  crossed(name: string, at: number): void {
    this.#taker.crossed?.(name, at);
  }

  documentType(at: number): void {
    this.#taker.documentType?.(at);
  }

  #begin(at: number): void {
    this.#log = newLog(this.#version, at);
    this.#outer = undefined;
    this.#curve = undefined;
    this.#told = false;
  }

  #beginSet(at: number): void {
    this.#outer ??= this.#log;
    const { name, well, wellbore } = this.#outer;
    this.#log = { ...newLog(this.#version, at), name, well, wellbore };
    this.#curve = undefined;
    this.#told = false;
  }

  #tell(): void {
    if (this.#told) return;
    this.#told = true;
    this.#taker.head(headOf(this.#log), this.#log);
  }

  #closeOfLog(name: string, value: string): void {
    const log = this.#log;
    if (name === "name") log.name = value;
    else if (name === "nameWell") log.well = value;
    else if (name === "nameWellbore") log.wellbore = value;
    else if (name === "indexType") log.indexType = value;
    else if (name === "indexCurve") log.indexCurve = value;
    else if (name === "nullValue") log.nullValue = value;
    else if (name === "dataDelimiter") log.delimiter = value;
    else if (name === "direction") log.direction = value;
    else if (name === "startIndex" || name === "startDateTimeIndex") log.start = value;
    else if (name === "endIndex" || name === "endDateTimeIndex") log.end = value;
  }

  #title(parent: string | undefined, value: string): void {
    const of = this.#path.at(-2);
    if (parent === "Citation" && (of === "Log" || of === "ChannelSet")) this.#log.name = value;
    else if (parent === "Wellbore") {
      this.#log.wellbore = value;
      if (this.#outer !== undefined) this.#outer.wellbore = value;
    }
  }

  #closeCurve(name: string, value: string, parent: string | undefined): void {
    const curve = this.#curve!;
    if (name === "logCurveInfo" || (name === "Channel" && parent !== "Channel")) {
      this.#log.curves.push(curve);
      this.#curve = undefined;
    } else if (name === "Index" && parent === "ChannelSet") {
      this.#log.curves.splice(this.#log.indexes++, 0, curve);
      if (this.#log.indexes === 1) {
        this.#log.indexType = curve.type;
        this.#log.indexCurve = curve.mnemonic;
      }
      if (/time/i.test(curve.type) && !/elapsed/i.test(curve.type)) curve.type = "date time";
      else curve.type = "double";
      this.#curve = undefined;
    } else if (parent === "logCurveInfo") {
      if (name === "mnemonic") curve.mnemonic = value;
      else if (name === "unit") curve.uom = value;
      else if (name === "typeLogData") curve.type = value;
      else if (name === "curveDescription") curve.description = value;
      else if (name === "nullValue") curve.nullValue = value;
      else if (name === "columnIndex") curve.column = value;
      else if (name === "minIndex" || name === "minDateTimeIndex") curve.least = value;
      else if (name === "maxIndex" || name === "maxDateTimeIndex") curve.most = value;
      else if (name === "mnemAlias" && /^wits$/i.test(this.#aliasSystem)) curve.code = value;
      else if (name === "mnemAlias" && this.#aliasSystem === "") curve.alias = value;
    } else if (parent === "Channel" || parent === "Index") {
      if (parent === "Index" && this.#path.at(-2) === "Channel") return;
      if (name === "Mnemonic") curve.mnemonic = value;
      else if (name === "Uom") curve.uom = value;
      else if (name === "DataType" || name === "DataKind") curve.type = value;
      else if (name === "IndexType" || name === "IndexKind") curve.type = value;
      else if (name === "PointMetadata") curve.details++;
      else if (name === "Direction") this.#log.direction ||= value;
      else if (name === "Description") curve.description = value;
    } else if (name === "Identifier" && parent === "Aliases" && /wits/i.test(this.#aliasSystem)) {
      if (/^\d{4}$/.test(value)) curve.code = value;
    } else if (name === "Description" && parent === "Citation" && this.#path.at(-2) === "Channel") {
      curve.description = value;
    }
  }

  #closeTrajectory(name: string, value: string, end: number, parent: string | undefined): void {
    const trajectory = this.#trajectory!;
    const of = parent?.toLowerCase();
    const lower = name.toLowerCase();
    if (lower === "trajectory") this.#trajectory = undefined;
    else if (lower === "trajectorystation") {
      const values = this.#station ?? [];
      this.#station = undefined;
      this.#taker.station({ values, start: this.#stationStart, end }, trajectory);
    } else if (of === "trajectorystation") {
      if (value === "" || this.#station === undefined || this.#station.length >= MOST_VALUES) return;
      this.#station.push({ name: lower, text: value, uom: this.#valueUom, start: this.#valueStart, end });
    } else if (of === "trajectory") {
      if (name === "name") trajectory.name = value;
      else if (name === "nameWell") trajectory.well = value;
      else if (name === "nameWellbore") trajectory.wellbore = value;
    } else if (name === "Title" && of === "citation") trajectory.name ||= value;
    else if (name === "Title" && of === "wellbore") trajectory.wellbore = value;
  }
}
