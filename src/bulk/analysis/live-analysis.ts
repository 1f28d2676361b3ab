/**
 * What the rigs of links do, by the same analysis as that of a log, with what came before alone: frames in as they come, events out when
 * they begin and when they are over.
 */
import { analysis } from "../../analysis/analysis.js";
import { neededBy } from "../../analysis/measure.js";
import type { RigMeasure } from "../../analysis/rig/rig.js";
import type { AnalysisSettings } from "../../analysis/settings.js";
import type { EventRow, Finished } from "../../analysis/table.js";
import { ADVISORY } from "../../analysis/trouble/advisory.js";
import { FramePages, type SentFrame } from "../../columns/frame-pages.js";
import { instant } from "../../text/instant.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import type { RigState } from "../../wits/catalog/state.js";
import { Meanings, unitChannels } from "./meanings.js";

/** What is told of an event: that it has begun, and once more when it is over, or that it was none after all. */
export interface LiveEvent {
  readonly event: EventRow["kind"];
  readonly phase: "raised" | "over" | "withdrawn";
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

/** What a rig does, as of its last row. */
export interface LiveState {
  readonly well: string | null;
  readonly state: RigState;
  /** ISO 8601. */
  readonly since: string;
  /** From then to the last row. */
  readonly seconds: number;
  /** What makes it so. */
  readonly reason: string;
  /** Events that were raised and are not over, as they stand. */
  readonly open: readonly LiveEvent[];
}

export interface LiveAnalysisOptions {
  readonly catalog: Catalog;
  /** Times are instants in UTC. */
  readonly utc: boolean;
  readonly settings?: AnalysisSettings | undefined;
  /** Where rows of the tables go. */
  readonly finished?: Finished | undefined;
  /** Sources are files that follow each other: see `AnalysisOptions`. */
  readonly goesOn?: boolean | undefined;
}

export class LiveAnalysis {
  readonly #utc: boolean;
  readonly #pages: FramePages;
  readonly #measure: RigMeasure;
  readonly meanings = new Meanings(unitChannels());
  #found: LiveEvent[] = [];

  /** Throws a `Failure` for settings that cannot be meant. */
  constructor({ catalog, utc, settings, finished, goesOn }: LiveAnalysisOptions) {
    this.#utc = utc;
    this.meanings.clock(utc);
    this.#measure = analysis({
      mode: "causal",
      settings,
      goesOn,
      raised: (event) => this.#raise(this.#told(event, "raised")),
      withdrawn: (event) => void this.#found.push(this.#told(event, "withdrawn")),
      finished: (table, row) => {
        if (table === "events") this.#found.push(this.#told(row as EventRow, "over"));
        finished?.(table, row);
      },
    });
    this.#pages = new FramePages({ catalog, wants: neededBy([this.#measure]) });
  }

  /** Takes frames that follow those before of their source. Answers what has begun and ended with them. */
  take(source: string, frames: Iterable<SentFrame>): readonly LiveEvent[] {
    let last = -1;
    for (const frame of frames) {
      this.#pages.add(frame);
      last = frame.offset;
    }
    if (last < 0) return [];
    for (const page of this.#pages.take()) {
      this.meanings.see(page);
      this.#measure.add(page);
    }
    this.#measure.reached?.(source, last + 1);
    return this.#taken();
  }

  /** Of each rig of a source, once its first row is decided: a rig is known by the well that its frames name. */
  now(source: string): readonly LiveState[] {
    return this.#measure.now(source).map(({ well, state, since, time, reason, open }) => ({
      well: well ?? null,
      state,
      since: instant(since, this.#utc),
      seconds: (time - since) / 1000,
      reason,
      open: open.map((event) => this.#told(event, "raised")),
    }));
  }

  /** The sources so far have no more frames; what is open goes on where rigs do. */
  sourcesEnded(): readonly LiveEvent[] {
    this.#measure.sourcesEnded();
    return this.#taken();
  }

  /** No more frames follow: what is open ends. */
  end(): readonly LiveEvent[] {
    this.#measure.end();
    return this.#taken();
  }

  /** What is sure only with the row that ends it is over first, and is told as it was: it began before it ended. */
  #raise(event: LiveEvent): void {
    const isIts = ({ phase, event: kind, source, well, start }: LiveEvent): boolean =>
      phase === "over" &&
      kind === event.event &&
      source === event.source &&
      well === event.well &&
      start === event.start;
    const over = this.#found.findIndex(isIts);
    this.#found.splice(over < 0 ? this.#found.length : over, 0, event);
  }

  #taken(): readonly LiveEvent[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #told(event: EventRow, phase: LiveEvent["phase"]): LiveEvent {
    const { kind, source, well, start, end, severity, confidence, hole_depth, evidence, advice } = event;
    return {
      event: kind,
      phase,
      source,
      well: well ?? null,
      start: instant(start, this.#utc),
      end: instant(end, this.#utc),
      severity,
      confidence,
      hole_depth: hole_depth ?? null,
      evidence,
      advice,
      note: ADVISORY,
    };
  }
}
