/**
 * XML as WITSML has it: elements with attributes and either a text or children, in the order that a schema asks for. What has no value
 * is not written, and neither is what would be left empty. No library: those that build XML let anything through that XML does not
 * allow, and what remains of them is these lines.
 */
import { escaped } from "../../text/markup.js";

export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly Xml[];
}

/** Where something comes that is too long to be held: see `xmlAround`. */
export const PLACE: Xml = { name: "", attributes: {}, content: [] };

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

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** A whole document, two spaces a level. */
export function xmlDocument(root: Xml): Uint8Array {
  return new TextEncoder().encode(`${XML_DECLARATION}\n${xmlText(root, 0)}`);
}

/** An element that many others stand before and behind, so many levels down; whole lines. */
export function xmlText(element: Xml, level: number): string {
  const lines: string[] = [];
  write(element, "  ".repeat(level), lines);
  return `${lines.join("\n")}\n`;
}

/** The lines before and behind `PLACE`, which stands in it once. */
export function xmlAround(root: Xml, level: number): { readonly before: string; readonly after: string } {
  const lines: string[] = [];
  write(root, "  ".repeat(level), lines);
  const place = lines.indexOf(GAP);
  const text = (some: readonly string[]): string => some.map((line) => `${line}\n`).join("");
  return { before: text(lines.slice(0, place)), after: text(lines.slice(place + 1)) };
}

/** A line that no element makes. */
const GAP = "\0";

function write(element: Xml, indent: string, lines: string[]): void {
  if (element === PLACE) {
    lines.push(GAP);
    return;
  }
  const { name, attributes, content } = element;
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
