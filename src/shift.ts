/**
 * `witskit/shift`: the arithmetic and the rules of shift reports, the same modules that the service and its app in the browser run. Pure: nothing
 * is read, written or asked. Problems are codes with what they name; `problemText` says them in English, Spanish or French, and `billedText` what a line of a bill is for.
 */

export {
  type ActivityType,
  STANDBY_REASONS,
  type Standby,
  standbyOf,
  timeByClass,
} from "./service/shift/activity.js";
export { adjustmentLines, type Bill, billOf, type Charge, netOfDay } from "./service/shift/bill.js";
export type { BillLine, LineKind } from "./service/shift/bill-line.js";
export { type Books, type CountedShift, type PricedDay, priceDay } from "./service/shift/bill-lines.js";
export type { Billed, BilledParams, ShownBand } from "./service/shift/billed.js";
export {
  durationText,
  instantAt,
  instantsInShift,
  instantText,
  parseInstant,
} from "./service/shift/clock.js";
export { continuityProblems, type EarlierRun, holeDepthAt } from "./service/shift/continuity.js";
export {
  activationProblems,
  type Contract,
  contractOn,
  type Rate,
} from "./service/shift/contract.js";
export { type Copied, copyFrom, type Ticks } from "./service/shift/copy.js";
export { crewMinutes, manHoursAMetre } from "./service/shift/crew.js";
export {
  type ClassesOfTypes,
  type DayShift,
  type DayTotals,
  dayMetresText,
  dayOf,
  metresAShift,
  type Totals,
  totalsOf,
} from "./service/shift/day.js";
export {
  ACTIVITY_CLASSES,
  type ActivityClass,
  type ActivityRow,
  type CasingRow,
  type CrewRow,
  type Id,
  type MaterialRow,
  type Payer,
  type PhotoRow,
  type RowSource,
  type RunKind,
  type RunRow,
  type ShiftContent,
  type ShiftDocument,
  type ShiftState,
  type SurveyRow,
} from "./service/shift/document.js";
export type { Part, ShiftEvent } from "./service/shift/event.js";
export {
  type Grid,
  type GridRow,
  gridOf,
  gridProblems,
  type Overlap,
  rowsForTheRest,
  type TimedShift,
} from "./service/shift/grid.js";
export {
  feetText,
  type LengthUnit,
  lengthText,
  metresText,
  parseFeet,
  parseLength,
  parseMetres,
  type Typed,
  type TypedProblems,
} from "./service/shift/length.js";
export { type Conflict, type Merged, merge } from "./service/shift/merge.js";
export {
  amountMinor,
  moneyText,
  type Quantity,
  quantityText,
  totalsByCurrency,
} from "./service/shift/money.js";
export type { DepthAt } from "./service/shift/month-end.js";
export type {
  Problem,
  ProblemCode,
  ProblemParams,
  Severity,
  ShownSpan,
  Typable,
  Wanted,
} from "./service/shift/problem.js";
export { RATE_KINDS, type RateKind } from "./service/shift/rate-kind.js";
export { METRES_AN_HOUR, PERCENT, type Quotient, type Ratio, ratioText } from "./service/shift/ratio.js";
export { type Cored, recoveredFrom, recoveryOf, recoveryText } from "./service/shift/recovery.js";
export { type Difference, differences, type Snapshot, snapshotOf } from "./service/shift/revision.js";
export { problemsOf, type Surroundings, savingProblems } from "./service/shift/rules.js";
export { type Drilled, metresOf, metresOfRuns, onBottomRateOf, rateOf } from "./service/shift/run.js";
export {
  type ExpectedShift,
  expectedShifts,
  patternProblems,
  type Slot,
  shiftAt,
  spanOfSlot,
} from "./service/shift/slots.js";
export type { Span } from "./service/shift/span.js";
export { needsReorder, type StockMove, stockOf } from "./service/shift/stock.js";
export type { Nothing, Told } from "./service/shift/told.js";
export {
  contentFromWire,
  contentToWire,
  documentFromWire,
  documentToWire,
  type Read,
  type Wire,
  type WireContent,
  type WireDocument,
  wireSchema,
} from "./service/shift/wire.js";
export {
  type Asked,
  type Condition,
  type Effect,
  eventsFor,
  MOVES,
  type Move,
  type Moved,
  type Mover,
  move,
  type Refused,
} from "./service/shift/workflow.js";
export { billedText } from "./service/words/billed-text.js";
export type { Language } from "./service/words/language.js";
export { problemText } from "./service/words/problem-text.js";
