/** What the rigs of a live run do: events for its subscribers, rows of the tables for its dataset. */
import type { AnalysisSettings } from "../../analysis/settings.js";
import type { AnalysisReceiver } from "../../bulk/analysis/analyze.js";
import { LiveAnalysis, type LiveEvent } from "../../bulk/analysis/live-analysis.js";
import type { Meanings } from "../../bulk/analysis/meanings.js";
import type { SentFrame } from "../../columns/frame-pages.js";
import type { Frame } from "../../frame/frame-reader.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { Catalog } from "../../wits/catalog/overlay.js";

export interface RigWatchOptions {
  readonly catalog: Catalog;
  /** Times are instants in UTC. */
  readonly utc: boolean;
  readonly settings?: AnalysisSettings | undefined;
  /** Where rows of the tables go; nobody keeps them when undefined. */
  readonly receiver?: (AnalysisReceiver & { end(meanings: Meanings): Promise<void> }) | undefined;
}

export class RigWatch {
  readonly #receiver: RigWatchOptions["receiver"];
  readonly #analysis: LiveAnalysis;

  constructor({ receiver, ...options }: RigWatchOptions) {
    this.#receiver = receiver;
    this.#analysis = new LiveAnalysis({ ...options, finished: receiver?.finished });
  }

  /** Takes frames that follow those before of their stream. Answers what has begun and ended with them. */
  async take(stream: string, frames: readonly Frame[]): Promise<readonly LiveEvent[]> {
    const found = this.#analysis.take(stream, sent(stream, frames));
    await this.#receiver?.settled?.(this.#analysis.meanings);
    return found;
  }

  /** No more frames follow: what is open ends, and is in the tables. */
  async end(): Promise<void> {
    this.#analysis.end();
    await this.#receiver?.end(this.#analysis.meanings);
  }
}

function* sent(source: string, frames: readonly Frame[]): Generator<SentFrame> {
  for (const { number, offset, timestamp, lines } of frames) {
    if (number === undefined) continue;
    yield {
      source,
      offset,
      timestamp: timestamp === undefined ? undefined : new Date(timestamp),
      items: lines.flatMap((line) =>
        line.kind === "item" ? [{ code: formatCode(line.code), unit: line.unit, value: line.value }] : [],
      ),
    };
  }
}
