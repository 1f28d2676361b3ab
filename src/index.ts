/** The public API: logs and links as frames, conversion of whole logs, the decoder beneath it, and the catalog. */
export { convert } from "./bulk/convert.js";
export type { Shard } from "./bulk/manifest.js";
export type { ConvertOptions, FeedOptions, Progress } from "./bulk/options.js";
export type { DictionaryEntry, Provenance, TimeSource } from "./bulk/provenance.js";
export type { OutputReport, Report, SourceReport } from "./bulk/report.js";
export { activityCodes, activityName } from "./catalog/activity.js";
export { allItems, isSpare, itemByCode, itemByMnemonic, itemsOfRecord } from "./catalog/catalog.js";
export { type Code, codeOf, formatCode, itemOf, parseCode, recordOf } from "./catalog/code.js";
export type { Mnemonic } from "./catalog/data/mnemonics.js";
export type { Item, ItemType } from "./catalog/item.js";
export type { ValueKind } from "./catalog/kind.js";
export {
  type Destination,
  type Layout,
  layouts,
  type Plan,
  type PlanOptions,
  planOf,
  type RowTable,
} from "./catalog/layout.js";
export type { MapEntry, MapType } from "./catalog/map-entry.js";
export { type Moment, parseMoment } from "./catalog/moment.js";
export { type Catalog, catalogOf } from "./catalog/overlay.js";
export type { Rational } from "./catalog/rational.js";
export { type RecordType, recordByNumber, records } from "./catalog/record.js";
export { searchItems } from "./catalog/search.js";
export type { Column, ColumnType, Table } from "./catalog/table.js";
export { type Timezone, timezoneNamed } from "./catalog/timezone.js";
export {
  allUnits,
  type Conversion,
  conversion,
  conversionOf,
  convert as convertUnit,
  type Unit,
  UnitError,
  type UnitErrorCode,
  type UnitSet,
  unit,
  unitOf,
  unitSets,
  unitsLike,
} from "./catalog/units.js";
export { Failure, type FailureKind } from "./failure.js";
export type { ColumnData, TableBatch, VariableData } from "./kernel/batch.js";
export {
  type ByteCounts,
  type Counters,
  isConserved,
  type Reason,
  reasons,
  type Span,
  type TimeCounts,
} from "./kernel/counters.js";
export { type Clock, Decoder, type Start } from "./kernel/decoder.js";
export type { KernelBuild } from "./kernel/load.js";
export type { NullValue } from "./kernel/nulls.js";
export {
  type DateOrder,
  type DecodeOptions,
  type Dialect,
  type DialectOptions,
  dateOrders,
  usualDialect,
} from "./kernel/options.js";
export type { Places } from "./kernel/places.js";
export { type LinkState, type LinkStatus, linkStates } from "./live/link-status.js";
export type { LinkSettings } from "./live/links.js";
export type { JournalStatus, RecordingOptions } from "./live/recorder.js";
export { type LiveLink, type LiveOptions, LiveRun, type StreamPiece, type Subscriber } from "./live/run.js";
export { type FrameSubscription, subscribeFrames } from "./live/subscribers/subscribe-frames.js";
export type { HeldStream } from "./live/unreadable-segment.js";
export { type MapColumn, type MapRow, mapColumns } from "./map/check.js";
export { mapEntries, readMap } from "./map/read.js";
export { type Fault, type FaultKind, faultKinds } from "./mock/fault.js";
export {
  type MockCounters,
  type MockEvent,
  type MockRig,
  type MockRigOptions,
  startMockRig,
} from "./mock/rig.js";
export type { Compression } from "./parquet/compression.js";
export type { Format } from "./sink/format.js";
export type { TlsOptions } from "./source/tls-options.js";
export type { Analysis } from "./stream/analysis.js";
export { type FrameValue, type ItemKey, WitsFrame } from "./stream/frame.js";
export type { FrameReject } from "./stream/frame-reader.js";
export type { LinkStreamOptions, MqttOptions, SerialOptions } from "./stream/link-stream.js";
export { decode, type StreamOptions, WitsStream } from "./stream/wits-stream.js";
export { version } from "./version.js";
