/** The kernel's exports, gathered. Nothing is defined here. */
export * from "./layout";
export * from "./status";
export {
  blankNulls,
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
export { deltaBound, writeDelta32, writeDelta64 } from "./parquet/delta";
export {
  entries,
  extendDictionary32,
  extendDictionary64,
  mergeDictionary32,
  mergeDictionary64,
  startDictionary,
} from "./parquet/dictionary";
export { packIndices, writeLevels } from "./parquet/hybrid";
export {
  expandIndices32,
  expandIndices64,
  expandTexts,
  narrowIndices,
  remapIndices,
} from "./parquet/indices";
export { indicesAt, keysAt, MAX_DICTIONARY, recentAt, remapAt, slotsAt, startsAt } from "./parquet/regions";
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
export {
  extendTexts,
  findTexts,
  mergeTexts,
  startTexts,
  textBytes,
  textEntries,
  textKeyBytes,
  textValues,
  walkTexts,
  writePlainTexts,
} from "./parquet/text";
export { appendBits, appendRun, compact32, compact64, countBits } from "./parquet/validity";
