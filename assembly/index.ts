/** The kernel's exports, gathered. Nothing is defined here. */
export * from "./layout";
export * from "./status";
export {
  closedLongRows,
  countValid,
  forgetColumns,
  frame,
  frameStart,
  releaseLong,
  releaseTable,
  releaseText,
} from "./columns";
export { compact, decode, keptFrom, startSource } from "./lines";
export { forgetLines } from "./predict";
export { rejectsFull, releaseRejects } from "./rejects";
export { makeShapes, shapeNothing } from "./shapes";
export { gatherText } from "./text";
export { buildDictionary32, buildDictionary64 } from "./parquet/dictionary";
export { packIndices, writeLevels } from "./parquet/hybrid";
export { indicesAt, keysAt, MAX_DICTIONARY, recentAt, slotsAt, startsAt } from "./parquet/regions";
export { compressSnappy, snappyBound } from "./parquet/snappy";
export {
  boundFloats,
  boundInt32,
  boundInt64,
  boundTexts,
  greatestFloat,
  greatestInteger,
  greatestTextAt,
  greatestTextLength,
  leastFloat,
  leastInteger,
  leastTextAt,
  leastTextLength,
} from "./parquet/statistics";
export { buildTextDictionary, textBytes, textValues, writePlainTexts } from "./parquet/text";
export { appendBits, appendRun, compact32, compact64, countBits } from "./parquet/validity";
