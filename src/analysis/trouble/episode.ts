/**
 * A trouble from its first sign to its last: it is suspected while the sign holds, open when it held long enough, and over
 * when no sign was seen for a while. The one place that makes rows of the table of events.
 */
import type { EventKind } from "../../wits/catalog/state.js";
import type { EventRow, Finished } from "../table.js";
import type { Moment } from "./moment.js";

/** What a detector says of an open event, whenever it is asked. */
export interface Finding {
  readonly severity: Severity;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly evidence: string;
  readonly advice: string;
}

/** `note` is what somebody may want to know, `low` what to look at, `medium` what to act on, `high` what to act on at once. */
export type Severity = "note" | "low" | "medium" | "high";

export interface Patience {
  /** Seconds that the sign must hold. */
  readonly hold: number;
  /** Seconds without a sign, after which it is over. */
  readonly release: number;
  /** Seconds for which the sign may lapse while it is suspected. */
  readonly lapse?: number;
}

export class Episode {
  readonly kind: EventKind;
  /** Milliseconds of the first sign, and of the row in which it was sure. */
  start = 0;
  raised = 0;
  isOpen = false;
  isSuspected = false;
  readonly #patience: Patience;
  readonly #finding: () => Finding | undefined;
  readonly #finished: Finished;
  #last = 0;
  #hole: number | undefined;
  #source = "";
  #well: string | undefined;

  constructor(kind: EventKind, patience: Patience, finished: Finished, finding: () => Finding | undefined) {
    this.kind = kind;
    this.#patience = patience;
    this.#finding = finding;
    this.#finished = finished;
  }

  /** `sign` opens it, `keeps` holds it open. Gives the event in the row that opens it; it
   * may have begun before its sign was strong enough. */
  add(moment: Moment, sign: boolean, keeps = sign, began = Number.POSITIVE_INFINITY): EventRow | undefined {
    const { time } = moment;
    if (moment.afterGap) this.end();
    if (this.isOpen) {
      if (keeps) this.#last = time;
      else if (time - this.#last >= this.#patience.release * 1000) this.end();
      return undefined;
    }
    if (this.isSuspected && !sign && time - this.#last > (this.#patience.lapse ?? 0) * 1000) {
      this.isSuspected = false;
    }
    if (!sign) return undefined;
    if (!this.isSuspected) {
      this.isSuspected = true;
      this.start = time;
      this.#source = moment.source;
      this.#well = moment.well;
      this.#hole = Number.isNaN(moment.hole) ? undefined : moment.hole;
    }
    this.#last = time;
    if (time - this.start < this.#patience.hold * 1000) return undefined;
    this.isOpen = true;
    this.raised = time;
    this.start = Math.min(this.start, began);
    return this.open();
  }

  /** Nothing was there after all. */
  withdraw(): void {
    this.isOpen = false;
    this.isSuspected = false;
  }

  /** What is open is over with its last sign. */
  end(): void {
    const row = this.open();
    this.withdraw();
    if (row !== undefined) this.#finished("events", row);
  }

  /** As it stands, if it is open. */
  open(): EventRow | undefined {
    const finding = this.isOpen ? this.#finding() : undefined;
    if (finding === undefined) return undefined;
    return {
      source: this.#source,
      well: this.#well,
      start: this.start,
      end: this.#last,
      kind: this.kind,
      severity: finding.severity,
      confidence: Math.round(100 * Math.max(0, Math.min(1, finding.confidence))) / 100,
      hole_depth: this.#hole,
      evidence: finding.evidence,
      advice: finding.advice,
    };
  }
}
