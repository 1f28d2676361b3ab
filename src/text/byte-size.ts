/** Sizes as people write them: `65536`, `64KiB`, `20GB`; a number alone is bytes. */

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  K: 2 ** 10,
  KIB: 2 ** 10,
  KB: 1e3,
  M: 2 ** 20,
  MIB: 2 ** 20,
  MB: 1e6,
  G: 2 ** 30,
  GIB: 2 ** 30,
  GB: 1e9,
};

/** Bytes. Throws an Error that says what is wrong with the text. */
export function sizeIn(text: string): number {
  const [, digits = "", unit = ""] = /^([\d.]+)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const size =
    digits === ""
      ? Number.NaN
      : Math.round(Number(digits) * (UNITS[unit.replace(/^b$/i, "").toUpperCase()] ?? Number.NaN));
  if (!(size > 0)) throw new Error(`"${text}" is no size; write it as 65536, 64KiB or 256MiB`);
  return size;
}
