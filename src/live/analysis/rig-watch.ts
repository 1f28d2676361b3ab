/**
 * What the rigs of a live run do, by the same analysis as that of a log, with what came before alone: events go to subscribers when
 * they begin and when they are over, rows of the tables into the dataset.
 */
import { analysis } from "../../analysis/analysis.js";
import { type Measure, neededBy } from "../../analysis/measure.js";
import type { RigResult } from "../../analysis/rig/rig.js";
import type { AnalysisSettings } from "../../analysis/settings.js";
import type { EventRow } from "../../analysis/table.js";
import { ADVISORY } from "../../analysis/trouble/advisory.js";
import type { AnalysisReceiver } from "../../bulk/analysis/analyze.js";
import { Meanings, unitChannels } from "../../bulk/analysis/meanings.js";
import { FramePages } from "../../columns/frame-pages.js";
import type { Frame } from "../../frame/frame-reader.js";
import { instant } from "../../instant.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { Catalog } from "../../wits/catalog/overlay.js";

/** What subscribers are told of an event: that it has begun, and once more when it is over. */
export interface LiveEvent {
  readonly event: EventRow["kind"];
  readonly phase: "raised" | "over";
  readonly source: string;
  readonly well: string | null;
  /** ISO 8601. `end` is how far it has come. */
  readonly start: string;
  readonly end: string;
  readonly severity: string;
  readonly confidence: number;
  readonly hole_depth: number | null;
  readonly evidence: string;
  readonly advice: string;
  readonly note: string;
}

export interface RigWatchOptions {
  readonly catalog: Catalog;
  /** Times are instants in UTC. */
  readonly utc: boolean;
  readonly settings?: AnalysisSettings | undefined;
  /** Where rows of the tables go; nobody keeps them when undefined. */
  readonly receiver?: (AnalysisReceiver & { end(meanings: Meanings): Promise<void> }) | undefined;
}

export class RigWatch {
  readonly #options: RigWatchOptions;
  readonly #pages: FramePages;
  readonly #measure: Measure<RigResult>;
  readonly #meanings = new Meanings(unitChannels());
  #found: LiveEvent[] = [];

  constructor(options: RigWatchOptions) {
    this.#options = options;
    this.#meanings.clock(options.utc);
    this.#measure = analysis({
      mode: "causal",
      settings: options.settings,
      raised: (event) => this.#found.push(this.#told(event, "raised")),
      finished: (table, row) => {
        if (table === "events") this.#found.push(this.#told(row as EventRow, "over"));
        options.receiver?.finished(table, row);
      },
    });
    this.#pages = new FramePages({ catalog: options.catalog, wants: neededBy([this.#measure]) });
  }

  /** Takes frames that follow those before of their stream. Answers what has begun and ended with them. */
  async take(stream: string, frames: readonly Frame[]): Promise<readonly LiveEvent[]> {
    let last = -1;
    for (const { number, offset, timestamp, lines } of frames) {
      if (number === undefined) continue;
      last = offset;
      this.#pages.add({
        source: stream,
        offset,
        timestamp: timestamp === undefined ? undefined : new Date(timestamp),
        items: lines.flatMap((line) =>
          line.kind === "item" ? [{ code: formatCode(line.code), unit: line.unit, value: line.value }] : [],
        ),
      });
    }
    if (last < 0) return [];
    for (const page of this.#pages.take()) {
      this.#meanings.see(page);
      this.#measure.add(page);
    }
    this.#measure.reached?.(stream, last + 1);
    const found = this.#found;
    this.#found = [];
    await this.#options.receiver?.settled?.(this.#meanings);
    return found;
  }

  /** No more frames follow: what is open ends. */
  async end(): Promise<void> {
    this.#measure.end();
    await this.#options.receiver?.end(this.#meanings);
  }

  #told(event: EventRow, phase: LiveEvent["phase"]): LiveEvent {
    const { kind, source, well, start, end, severity, confidence, hole_depth, evidence, advice } = event;
    const { utc } = this.#options;
    return {
      event: kind,
      phase,
      source,
      well: well ?? null,
      start: instant(start, utc),
      end: instant(end, utc),
      severity,
      confidence,
      hole_depth: hole_depth ?? null,
      evidence,
      advice,
      note: ADVISORY,
    };
  }
}
