/** The kinds of values that travel in a report: what each is on the wire, both ways, what it should have been, and its JSON Schema. */
import { instantText, isDate, isZone, parseInstant } from "./clock.js";
import { decimalText, parseDecimal } from "./decimal.js";
import { DEEPEST_MM } from "./length.js";
import type { Wanted } from "./problem.js";

/** One kind of value: what it is on the wire, both ways, and as JSON Schema. */
export interface Kind {
  readonly schema: Readonly<Record<string, unknown>>;
  /** What a value should have been. */
  readonly wanted: Wanted;
  readonly nullable: boolean;
  encode(value: unknown, timeZone: string): unknown;
  /** Undefined when it is none. */
  decode(wire: unknown): unknown;
  /** Left out where there is nothing to say, in both directions. */
  readonly isOptional?: true;
}

const same = (value: unknown): unknown => value;

export const kind = (
  schema: Kind["schema"],
  wanted: Wanted,
  decode: Kind["decode"],
  encode: Kind["encode"] = same,
): Kind => ({ schema, wanted, nullable: false, decode, encode });

export const ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/;
export const id = kind({ type: "string", pattern: ID.source }, { kind: "id" }, (wire) =>
  typeof wire === "string" && ID.test(wire) ? wire : undefined,
);

/** What no database of ours can hold: the character 0, and halves of characters. */
const unstorable = (text: string): boolean => /\0|\p{Surrogate}/u.test(text);

export const text = (most: number, least = 0): Kind =>
  kind({ type: "string", minLength: least, maxLength: most }, { kind: "text", least, most }, (wire) =>
    typeof wire === "string" && wire.length >= least && wire.length <= most && !unstorable(wire)
      ? wire
      : undefined,
  );

export const name = text(200, 1);
export const notes = text(10_000);

type Decimal = Extract<Wanted, { readonly kind: "decimal" }>;
/** For readers of the schema, who are programmers. */
const DESCRIPTIONS: Readonly<Record<Decimal["of"], string>> = {
  metres: "metres",
  quantity: "a quantity",
  degrees: "degrees",
};

const decimal = (decimals: number, shown: number, least: number, most: number, of: Decimal["of"]): Kind =>
  kind(
    {
      type: "string",
      pattern: `^${least < 0 ? "-?" : ""}\\d+(\\.\\d{1,${decimals}})?$`,
      description: DESCRIPTIONS[of],
    },
    {
      ...({ kind: "decimal", of, decimals } as const),
      example: decimalText(10 ** decimals, decimals, shown),
      from: decimalText(least, decimals, 0),
      to: decimalText(most, decimals, 0),
    },
    (wire) => {
      const value = typeof wire === "string" ? parseDecimal(wire, decimals) : undefined;
      return value !== undefined && value >= least && value <= most ? value : undefined;
    },
    (value) => decimalText(value as number, decimals, shown),
  );

export const metres = decimal(3, 2, 0, DEEPEST_MM, "metres");
/** So much of anything, at the dearest price of a contract, is still counted exactly. */
export const quantity = decimal(3, 0, 0, 999_999_999, "quantity");
export const dip = decimal(2, 2, -9000, 9000, "degrees");
export const azimuth = decimal(2, 2, 0, 35_999, "degrees");

/** From 1970 to 2200. */
export const instant = kind(
  { type: "string", format: "date-time" },
  { kind: "instant" },
  (wire) => {
    const at = typeof wire === "string" ? parseInstant(wire) : undefined;
    return at !== undefined && at >= 0 && at < Date.UTC(2200, 0) ? at : undefined;
  },
  (value, timeZone) => instantText(value as number, timeZone),
);

export const date = kind({ type: "string", format: "date" }, { kind: "date" }, (wire) =>
  typeof wire === "string" && isDate(wire) ? wire : undefined,
);

export const zone = kind({ type: "string" }, { kind: "zone" }, (wire) =>
  typeof wire === "string" && wire.length <= 64 && isZone(wire) ? wire : undefined,
);

export const integer = (most: number): Kind =>
  kind({ type: "integer", minimum: 0, maximum: most }, { kind: "integer", most }, (wire) =>
    Number.isInteger(wire) && (wire as number) >= 0 && (wire as number) <= most ? wire : undefined,
  );

export const truth = kind({ type: "boolean" }, { kind: "truth" }, (wire) =>
  typeof wire === "boolean" ? wire : undefined,
);

export const oneOf = (...values: readonly string[]): Kind =>
  kind({ enum: values }, { kind: "choice", values }, (wire) =>
    typeof wire === "string" && values.includes(wire) ? wire : undefined,
  );

export const orNull = ({ schema, wanted, encode, decode }: Kind): Kind => ({
  ...kind(
    { anyOf: [schema, { type: "null" }] },
    wanted,
    (wire) => (wire === null ? null : decode(wire)),
    (value, timeZone) => (value === null ? null : encode(value, timeZone)),
  ),
  nullable: true,
});

export const leftOut = (of: Kind): Kind => ({ ...of, isOptional: true });
