/** All containers: a new one is a file beside this one and a line here. */

import { checkWord } from "../../failure/option-check.js";
import { type AddedKind, addedContainer, isAddedKind } from "./added.js";
import type { Container, Cuts } from "./container.js";
import { delimited } from "./delimited.js";
import { escaped } from "./escaped.js";
import { hex } from "./hex.js";
import { joined } from "./joined.js";
import { json, list } from "./json-head.js";
import { prefixed } from "./prefixed.js";
import { xml } from "./xml.js";

/** What lines show and are freed of, in the order in which they are asked. */
export const containers = {
  joined,
  list,
  json,
  xml,
  hex,
  escaped,
  prefixed,
  delimited,
} as const satisfies Readonly<Record<string, Container>>;

/** Wrapped otherwise than by lines: `openContainer` has a place of its own for each. */
const beneathLines = {
  witsml: { words: "a WITSML document", cuts: "nowhere", wholeLines: true },
  "utf-16": { words: "text in UTF-16", cuts: "nowhere" },
  markers: { words: "markers of its own", cuts: "frame" },
} as const satisfies Readonly<Record<string, Container>>;

export type LineContainer = keyof typeof containers;
/** What wraps frames. */
export type ContainerKind = LineContainer | keyof typeof beneathLines | AddedKind;

export const lineContainers = Object.keys(containers) as readonly LineContainer[];

const all: Readonly<Record<Exclude<ContainerKind, AddedKind>, Container>> = {
  ...containers,
  ...beneathLines,
};

/** One that a plugin brings, and does not bring here, is called what it was asked for by. */
export const containerBy = (kind: ContainerKind): Container =>
  isAddedKind(kind) ? (addedContainer(kind) ?? { words: kind, cuts: "nowhere" }) : all[kind];

/** What a user may say of a source. */
export type InputKind = "auto" | "plain" | Exclude<ContainerKind, "markers">;

export const inputKinds: readonly InputKind[] = ["auto", "plain", ...lineContainers, "witsml", "utf-16"];

/** Throws Failure("usage") for a word that names none of them. Whether a plugin brings what it is to bring shows when a source is opened. */
export function checkInput(input: string | undefined): void {
  if (!isAddedKind(input)) checkWord("input", input, inputKinds);
}

/** The container of lines that a user's word names. */
export const lineContainerNamed = (input: string): LineContainer | undefined =>
  lineContainers.find((kind) => kind === input);

/** Where a stream may be cut of which a user has said what it is; as a plain one where it was not said. */
export function cutsOf(input: string): Cuts {
  if (isAddedKind(input)) return containerBy(input).cuts;
  return Object.hasOwn(all, input) ? containerBy(input as ContainerKind).cuts : "frame";
}
