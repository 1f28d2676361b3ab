/** A measured value in words, with its unit where that is told. */
export const figure = (value: number, unit: string | undefined): string => {
  const text = String(Number(value.toPrecision(6)));
  return unit === undefined ? text : `${text} ${unit}`;
};
