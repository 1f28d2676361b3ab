/**
 * What the kernel exports, as the compiler itself declares it: written for the shell as `src/kernel/exports.ts`, and hashed together with
 * the memory map, so that a kernel and a shell that were made of different sources do not work together by chance.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Of these sources a change may alter the meaning of bytes in the kernel's memory without altering a name. */
const LAYOUT = ["assembly/layout.ts", "assembly/status.ts"];
/** The custom section of the module that holds the hash. */
const SECTION = "layout";

/**
 * The hash of what `declarations` export, by name and type, and of the sources of the memory map, without their comments.
 * @param {string} declarations
 */
export function layoutHash(declarations) {
  const hash = createHash("sha256").update(declarations);
  for (const file of LAYOUT) hash.update(withoutComments(readFileSync(file, "utf8")));
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} source */
const withoutComments = (source) => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").replace(/\s+/g, " ");

/**
 * The module with the hash in a section of its own, which engines pass over.
 * @param {Uint8Array} module
 * @param {string} hash
 */
export function withHash(module, hash) {
  const [name, text] = [Buffer.from(SECTION), Buffer.from(hash)];
  const content = Buffer.concat([Buffer.from([name.length]), name, text]);
  // Lengths below 128 are one byte in LEB128, and these are.
  return Buffer.concat([module, Buffer.from([0, content.length]), content]);
}

/**
 * The module of the shell that says what the compiler declares in a `.d.ts` of raw bindings.
 * @param {string} declarations
 * @param {string} hash
 */
export function exportsModule(declarations, hash) {
  // Flags cross the boundary as 0 and 1.
  const functions = [...declarations.matchAll(/export function (\w+\(.*\): \w+);/g)].map(([, text = ""]) =>
    text.replaceAll(": boolean", ": number"),
  );
  /** @type {string[]} */
  const variables = [];
  /** @type {string[]} */
  const constants = [];
  for (const [all, name, type] of declarations.matchAll(
    /export const (\w+): \{\s*\/\*\* @type `(\w+)` \*\/[^}]*\}/g,
  )) {
    (all.includes("set value") ? variables : constants).push(`readonly ${name}: "${type}"`);
  }
  return `/**
 * What the kernel exports, from the compiler's own declarations. Written by \`scripts/build.mjs\` whenever the kernel is compiled: not to be
 * edited.
 */

/** Of the memory map that this shell was made for; the kernel carries its own. */
export const LAYOUT_HASH = "${hash}";

export interface KernelFunctions {
${lines(functions)}
}

/** Variables that the shell reads and writes, and their types in the kernel. */
export interface KernelVariables {
${lines(variables)}
}

export interface KernelConstants {
${lines(constants)}
}
`;
}

/** @param {string[]} members */
const lines = (members) =>
  members
    .sort()
    .map((member) => `  ${member};`)
    .join("\n");
