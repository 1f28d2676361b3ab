/**
 * Writes docs/report.schema.json, the JSON Schema of a report, from the types of the document and what is said beside them: `node
 * scripts/report-schema.mjs`, after the document changed. `test/report/schema.test.ts` holds reports against it.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const DOCUMENT = here("../src/report/document.ts");

const program = ts.createProgram([DOCUMENT], {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
});
const checker = program.getTypeChecker();
/** @type {Record<string, object>} */
const definitions = {};

/** @param {ts.Symbol} symbol */
const said = (symbol) => {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, " ");
  return text === "" ? {} : { description: text };
};

/** What texts of some names look like: dates and hashes. */
const patterns = {
  date: "^\\d{4}-\\d\\d-\\d\\d$",
  spud: "^\\d{4}-\\d\\d-\\d\\d$",
  iso: "^-?\\d{4,}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d(:\\d\\d)?)?$",
  clock: "^\\d\\d:\\d\\d$",
  sha256: "^[0-9a-f]{64}$",
};

/**
 * @param {ts.Type} type
 * @returns {object}
 */
function schemaOf(type) {
  if (type.isUnion()) {
    const parts = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined));
    const nullable = parts.some((one) => one.flags & ts.TypeFlags.Null);
    const rest = parts.filter((one) => !(one.flags & ts.TypeFlags.Null));
    if (rest.every((one) => one.isStringLiteral()))
      return { enum: [...rest.map((one) => one.value).sort(), ...(nullable ? [null] : [])] };
    const [only, ...others] = rest.map(schemaOf);
    if (only === undefined || others.length > 0)
      throw new Error(`${checker.typeToString(type)}: a union of many`);
    if (!nullable) return only;
    return "type" in only && typeof only.type === "string" && only.type !== "object"
      ? { ...only, type: [only.type, "null"] }
      : { anyOf: [only, { type: "null" }] };
  }
  if (type.isStringLiteral()) return { const: type.value };
  if (type.flags & ts.TypeFlags.String) return { type: "string" };
  if (type.flags & ts.TypeFlags.Number) return { type: "number" };
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(/** @type {ts.TypeReference} */ (type));
    if (item !== undefined) return { type: "array", items: schemaOf(item) };
  }
  const name = type.getSymbol()?.getName() ?? "";
  if (name === "" || name === "__type") return objectOf(type);
  if (!(name in definitions)) {
    definitions[name] = {};
    definitions[name] = { ...said(/** @type {ts.Symbol} */ (type.getSymbol())), ...objectOf(type) };
  }
  return { $ref: `#/$defs/${name}` };
}

/** @param {ts.Type} type */
function objectOf(type) {
  const symbols = checker.getPropertiesOfType(type);
  const properties = symbols.map((symbol) => {
    const name = symbol.getName();
    const own = schemaOf(checker.getTypeOfSymbol(symbol));
    const pattern = name in patterns ? { pattern: patterns[/** @type {keyof patterns} */ (name)] } : {};
    return [name, { ...said(symbol), ...own, ...pattern }];
  });
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: symbols
      .filter(({ flags }) => !(flags & ts.SymbolFlags.Optional))
      .map((symbol) => symbol.getName()),
    additionalProperties: false,
  };
}

const file = program.getSourceFile(DOCUMENT);
const exported =
  file && checker.getSymbolAtLocation(file)?.exports?.get(ts.escapeLeadingUnderscores("Report"));
if (!exported) throw new Error(`${DOCUMENT} has no Report`);
const report = checker.getDeclaredTypeOfSymbol(exported);
schemaOf(report);
const { Report: root, ...others } = definitions;
const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A report of days at a rig, by witskit",
  ...root,
  description:
    "What witskit report writes as JSON. Every number is rounded already; its unit stands beside it, null where nothing declares one. Names that end in seconds are of seconds; offsets are of bytes.",
  $defs: Object.fromEntries(Object.entries(others).sort(([one], [other]) => (one < other ? -1 : 1))),
};
writeFileSync(here("../docs/report.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
