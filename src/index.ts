/** The public API: logs and links as frames, conversion of whole logs, the decoder beneath it, and the catalog. */

export type { CirculationSettings } from "./analysis/circulation/settings.js";
export type { Drilled } from "./analysis/drilled/drilled.js";
export type { EfficiencySettings, TimeOverride } from "./analysis/efficiency/settings.js";
export type { Measure, Needs, ResultOf } from "./analysis/measure.js";
export type { ItemQuality } from "./analysis/quality/item-quality.js";
export type { PlausibleRange } from "./analysis/quality/plausible.js";
export type { Quality } from "./analysis/quality/quality.js";
export type { RecordQuality } from "./analysis/quality/record-quality.js";
export type { ShareName } from "./analysis/quality/score.js";
export type { StuckRun } from "./analysis/quality/stuck.js";
export { type MeasureName, measures } from "./analysis/registry.js";
export type { RigResult } from "./analysis/rig/rig.js";
export type { CutOff, ShaleFormula } from "./analysis/rock/shale.js";
export type { AnalysisSettings } from "./analysis/settings.js";
export type { Mode } from "./analysis/state/engine.js";
export type { RigSettings } from "./analysis/state/settings.js";
export type {
  CalibrationRow,
  ConnectionRow,
  DepthRow,
  EventRow,
  FlagRow,
  FormationRow,
  IntervalRow,
  KpiRow,
  NptRow,
  PumpingRow,
  StateRow,
  SurveyRow,
  TableColumn,
  TableName,
  TableRows,
  TripRow,
  UnitOf,
  Whose,
} from "./analysis/table.js";
export { type AnalysisTable, analysisTableNames, analysisTables } from "./analysis/table-columns.js";
export type { ArchieTold, MotorTold, RunTold, ScreeningTold, WellTold } from "./analysis/well.js";
export { type AnalysisTables, type Analyzed, analyze } from "./bulk/analysis/analyze.js";
export type { LiveEvent } from "./bulk/analysis/live-analysis.js";
export type { AnalyzedInput, AnalyzeOptions } from "./bulk/analysis/rig-inputs.js";
export { convert } from "./bulk/convert.js";
export type { ConvertOptions, Progress } from "./bulk/convert-options.js";
export {
  type Measured,
  type MeasuredQuality,
  type MeasureOptions,
  type Measures,
  measure,
  qualityOf,
} from "./bulk/measure-input.js";
export type { InputTold, OpenTables } from "./bulk/reading.js";
export { type LogReport, report } from "./bulk/report/make.js";
export type { ReportOptions } from "./bulk/report/report.js";
export type { ReportWriteOptions } from "./bulk/report/write-files.js";
export {
  type LogSurvey,
  type SurveyedCode,
  type SurveyedSource,
  type SurveyOptions,
  surveyOf,
} from "./bulk/survey-log.js";
export { type ChannelNumbers, Channels } from "./columns/channels.js";
export type { Field, FieldType } from "./columns/field.js";
export type { Page, SourcePage, Values } from "./columns/page.js";
export type { Compression } from "./columns/parquet/compression.js";
export type { Interruption } from "./columns/rhythm.js";
export type { BrokenParts } from "./dataset/broken-parts.js";
export type { ManifestStream, Shard } from "./dataset/manifest.js";
export type { PartFormat } from "./dataset/part-format.js";
export type { DictionaryEntry, Provenance, TimeSource } from "./dataset/provenance.js";
export type { OutputReport, Report, SourceReport, StepsReport } from "./dataset/report.js";
export type { ResampleOptions } from "./dataset/resample/resampling.js";
export { type FailureCode, type FailureKind, type FailureMeaning, failureCodes } from "./failure/codes.js";
export { Failure, type FailureOptions, type FailurePlace } from "./failure/failure.js";
export { type FrameValue, type ItemKey, WitsFrame } from "./frame/frame.js";
export type { FrameReject } from "./frame/frame-reader.js";
export type { FileHead, FilePlace } from "./input/bytes/file-place.js";
export type { AddedKind } from "./input/container/added.js";
export type { ContainerKind, InputKind } from "./input/container/registry.js";
export { mapEntries, readMap } from "./input/feed/map-file.js";
export type { FeedOptions, SourceOptions } from "./input/feed/options.js";
export { type LinkState, type LinkStatus, linkStates } from "./input/link/link-status.js";
export type { LinkSettings } from "./input/link/links.js";
export type { TlsOptions } from "./input/link/transport/tls-options.js";
export type { Chunk, ChunkPlace, Connection, Opened, Transport } from "./input/link/transport/transport.js";
export type { AddedTransports, TransportOptions } from "./input/link/transport/transport-options.js";
export { type SniffedLog, type SniffedOther, type SniffOptions, sniff } from "./input/sniff/sniff.js";
export type { RecordSurvey } from "./input/sniff/survey.js";
export type { LeftOut, LeftOutReason } from "./input/source/left-out.js";
export type { SourceCompression } from "./input/source/open.js";
export type { ColumnData, TableBatch, VariableData } from "./kernel/batch.js";
export { type Clock, Decoder, type ReadAhead, type Start } from "./kernel/decoder.js";
export type { KernelBuild } from "./kernel/load.js";
export type { DeliveryStatus } from "./live/delivery/delivery.js";
export type { Arrival, DeliveryPiece, DeliveryTarget, OpenTarget } from "./live/delivery/target.js";
export type { JournalStatus, RecordingOptions } from "./live/recording.js";
export { type LiveLink, type LiveOptions, LiveRun, type StreamPiece, type Subscriber } from "./live/run.js";
export { type FrameSubscription, subscribeFrames } from "./live/subscribers/subscribe-frames.js";
export type { HeldStream } from "./live/unreadable-segment.js";
export type { LinkUrl, ParameterType } from "./network/link-url.js";
export type { Notice } from "./notice.js";
export type {
  ContainerOutput,
  ExporterBatch,
  ExporterColumn,
  ExporterFile,
  ExporterOptions,
  ExporterOutput,
  ExporterTable,
  OpenPluginSink,
  Plugin,
  PluginCommand,
  PluginContainer,
  PluginExporter,
  PluginInvocation,
  PluginNotifier,
  PluginSettings,
  PluginSink,
  PluginTableSink,
  PluginTransport,
  PluginTransportOptions,
  PluginUnitReader,
} from "./plugin/contract.js";
export type { ActivityCodes, TimeClass } from "./report/document/codes.js";
export type { DaySummary, KpiByDay, WellDays } from "./report/document/days.js";
export type { Head } from "./report/document/head.js";
export type {
  BitRun,
  Compared,
  Connections,
  DayDepth,
  DayEvent,
  DayKpi,
  GasPeak,
  Hydraulics,
  Mud,
  Remark,
  Spread,
  Survey,
  Top,
  Trips,
} from "./report/document/operations.js";
export type { DayCurve, Pictures, Stretch } from "./report/document/pictures.js";
export type {
  DayQuality,
  DaySource,
  Provenance as ReportProvenance,
  ReadFile,
} from "./report/document/quality.js";
export type {
  ActivityHours,
  Found,
  LostTime,
  Said,
  TimeBreakdown,
  TimeLine,
} from "./report/document/time.js";
export type { DayReport, Report as ReportDocument } from "./report/document.js";
export type { Figure, Instant } from "./report/figure.js";
export type { HeadTold } from "./report/head.js";
export type { Overrides, Rename, ReportOverride } from "./report/overrides/override.js";
export type { Paper } from "./report/renderer.js";
export type { DayAsked } from "./report/report.js";
export { version } from "./runtime/package.js";
export { type Fault, type FaultKind, faultKinds } from "./samples/mock/fault.js";
export {
  type MockCounters,
  type MockEvent,
  type MockRig,
  type MockRigOptions,
  startMockRig,
} from "./samples/mock/rig.js";
export type { Analysis } from "./stream/analysis.js";
export { decode } from "./stream/decode.js";
export type { LinkStreamOptions, MqttOptions, SerialOptions } from "./stream/link-stream.js";
export { type StreamOptions, WitsStream } from "./stream/wits-stream.js";
export { activityCodes, activityName } from "./wits/catalog/activity.js";
export { type Aggregate, aggregates } from "./wits/catalog/aggregate.js";
export { allItems, isSpare, itemByCode, itemByMnemonic, itemsOfRecord } from "./wits/catalog/catalog.js";
export {
  type Channel,
  type ChannelName,
  channel,
  channelNames,
  codesOf,
} from "./wits/catalog/channel.js";
export { type Code, codeOf, formatCode, itemOf, parseCode, recordOf } from "./wits/catalog/code.js";
export type { Mnemonic } from "./wits/catalog/data/mnemonics.js";
export type { Item, ItemType } from "./wits/catalog/item.js";
export type { ValueKind } from "./wits/catalog/kind.js";
export {
  type CodeDestination,
  type Layout,
  layouts,
  type Plan,
  type PlanOptions,
  planOf,
  type RowTable,
} from "./wits/catalog/layout.js";
export type { MapEntry, MapType } from "./wits/catalog/map-entry.js";
export { type Moment, parseMoment } from "./wits/catalog/moment.js";
export { type Catalog, catalogOf } from "./wits/catalog/overlay.js";
export type { Rational } from "./wits/catalog/rational.js";
export { type RecordType, recordByNumber, records } from "./wits/catalog/record.js";
export { searchItems } from "./wits/catalog/search.js";
export type { Column, ColumnType, Table } from "./wits/catalog/table.js";
export type { Turn } from "./wits/catalog/timezone.js";
export { type Timezone, timezoneNamed } from "./wits/catalog/timezone.js";
export {
  allUnits,
  type Conversion,
  conversion,
  conversionOf,
  convert as convertUnit,
  type Unit,
  type UnitSet,
  unit,
  unitOf,
  unitSets,
  unitsLike,
} from "./wits/catalog/units.js";
export type { FrameMoment } from "./wits/decoding/counters.js";
export {
  type ByteCounts,
  type Counters,
  isConserved,
  type Reason,
  reasons,
  type Span,
  type TimeCounts,
} from "./wits/decoding/counters.js";
export type { DecodeOptions } from "./wits/decoding/options.js";
export type { Excess, Places } from "./wits/decoding/places.js";
export {
  type DateOrder,
  type Dialect,
  type DialectOptions,
  dateOrders,
  usualDialect,
} from "./wits/dialect/dialect.js";
export type { NullValue } from "./wits/dialect/nulls.js";
export { type MapColumn, type MapRow, mapColumns } from "./wits/map/check.js";
