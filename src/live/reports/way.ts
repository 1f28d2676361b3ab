/** A way on which each file of a report goes to somebody, one after the other: which of them were taken is kept, and those are not sent again. */
export interface ReportWay {
  /** What it is called where it is kept how far it got. */
  readonly kept: "post" | "nats";
  /** Whether it is to know of which streams a report tells. */
  readonly byStream: boolean;
  /** `posted to https://office/reports`. */
  readonly done: string;
  /** Throws what stood in the way. */
  send(report: ReportToSend, signal: AbortSignal): Promise<void>;
}

export interface ReportToSend {
  /** `2024-03-04` */
  readonly day: string;
  readonly path: string;
  /** That its well has rows of that day; none where no way asks for them. */
  readonly streams: readonly string[];
}
