/** Schemas of single values as they travel, and of the documents that hold them. */
import Type, { type Static, type TProperties, type TSchema } from "typebox";

/** A document that is sent: a name that it does not know is an error, since it would be lost otherwise. */
export const sent = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

/** A document that is answered: a name that it does not know is taken out. */
export const told = <Properties extends TProperties>(properties: Properties) => Type.Object(properties);

export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One of some words. */
export const word = <const Words extends readonly string[]>(...words: Words) =>
  Type.Unsafe<Words[number]>({ type: "string", enum: words });

/** As the wire of a report has them: made by who makes the thing. */
export const id = Type.String({ pattern: "^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$" });
export const line = Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]*$" });
export const text = Type.String({ maxLength: 10_000, pattern: "^[^\\u0000]*$" });
export const email = Type.String({ maxLength: 254, pattern: "^[^@\\s\\u0000]+@[^@\\s\\u0000]+$" });
export const date = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", format: "date" });
export const instant = Type.String({ format: "date-time" });
export const decimal = Type.String({ pattern: "^-?\\d{1,12}(\\.\\d{1,4})?$" });
export const count = Type.Integer({ minimum: 0 });

export const params = { id: Type.Object({ id }) } as const;

export const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
};

/** A page of a list: the next one by its cursor, null at the end. */
export const pageOf = <Item extends TSchema>(item: Item) =>
  told({ items: Type.Array(item), next: orNull(Type.String()) });

export type Page<Item extends TSchema> = Static<ReturnType<typeof pageOf<Item>>>;
