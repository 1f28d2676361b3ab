/** Kinds of activity that both companies of the demo have. */
import type { ActivityClass, Payer } from "../shift/document.js";
import { type DemoRow, row } from "./company.js";

const kind = (id: string, code: string, name: string, of: ActivityClass, payer: Payer): DemoRow =>
  row("activity_type", id, { code, name, class: of, payer });

export const KINDS: readonly DemoRow[] = [
  kind("toolbox", "SAF", "Toolbox talk", "safety", "contractor"),
  kind("service", "MNT", "Rig service", "maintenance", "contractor"),
  kind("rods", "TRP", "Tripping rods", "tripping", "contractor"),
  kind("survey", "SVY", "Survey", "survey", "client"),
  kind("circulate", "CIR", "Circulating", "circulating", "contractor"),
  kind("ream", "REA", "Reaming", "reaming", "contractor"),
  kind("casing", "CSG", "Running casing", "casing", "client"),
  kind("move", "MOV", "Moving the rig", "travel", "client"),
  kind("standby", "STB", "Standby", "standby", "client"),
  kind("other", "OTH", "Other", "other", "contractor"),
];
