/**
 * XML as WITSML has it: elements with attributes and either a text or children, in the order that a schema asks for. What has no value
 * is not written, and neither is what would be left empty. No library: those that build XML let anything through that XML does not
 * allow, and what remains of them is these lines.
 */
import { escaped } from "../../markup.js";

export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly Xml[];
}

type Attributes = Readonly<Record<string, string>>;

/** With a text; null of none. */
export function leaf(name: string, text: string | null | undefined, attributes: Attributes = {}): Xml | null {
  return text === null || text === undefined || text.trim() === ""
    ? null
    : { name, attributes, content: text };
}

/** With children; null where none of them is anything. */
export function parent(name: string, attributes: Attributes, children: readonly (Xml | null)[]): Xml | null {
  const content = children.filter((child) => child !== null);
  return content.length === 0 ? null : { name, attributes, content };
}

/** A whole document, two spaces a level. */
export function xmlDocument(root: Xml): Uint8Array {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, "", lines);
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

function write({ name, attributes, content }: Xml, indent: string, lines: string[]): void {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(
    " ",
  );
  if (typeof content === "string") {
    lines.push(`${indent}<${head}>${escaped(content)}</${name}>`);
    return;
  }
  lines.push(`${indent}<${head}>`);
  for (const child of content) write(child, `${indent}  `, lines);
  lines.push(`${indent}</${name}>`);
}
