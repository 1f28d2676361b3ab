/**
 * Events posted to a URL as JSON, one after the other in their order, each again until it was taken: a receiver that is away gets it later. A
 * secret signs the body, so that the receiver knows whose it is.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { LiveEvent } from "../../bulk/analysis/live-analysis.js";
import { Failure } from "../../failure/failure.js";
import { signatureHeader } from "../../http/body-signature.js";
import { maskedUrl } from "../../text/secrets.js";
import type { Outlet } from "./feed.js";
import type { Passing } from "./passing.js";

export interface WebhookOptions {
  /** Signs each body, see `signatureHeader`. */
  readonly secret?: string | undefined;
  /** Says why nothing is posted; undefined: it can be again. */
  readonly onTrouble?: ((trouble: string | undefined) => void) | undefined;
}

/** Events that may wait; an event more makes the oldest of them go. */
const MOST_WAITING = 10_000;
/** Milliseconds in which a receiver must answer, and until it is asked again, which doubles up to the longest. */
const ANSWER_WITHIN = 10_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
/** Milliseconds in which it must take what is left at the end. */
const PATIENCE = 3000;

/** Throws Failure("usage") for what is no address of a receiver. */
export function webhookUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    throw new Failure("bad-option", `--to-webhook: ${maskedUrl(text)} is no URL of http:// or https://`);
  return url;
}

export class Webhook implements Outlet {
  readonly #url: URL;
  readonly #options: WebhookOptions;
  readonly #stopping = new AbortController();
  #waiting: LiveEvent[] = [];
  #work: Promise<void> | undefined;
  #said: string | undefined;
  /** Events that were never taken. */
  dropped = 0;

  constructor(address: string, options: WebhookOptions = {}) {
    this.#url = webhookUrl(address);
    this.#options = options;
  }

  readonly idle = false;

  async take(passing: Passing): Promise<void> {
    const events = await passing.found();
    if (events.length === 0) return;
    this.#waiting.push(...events);
    while (this.#waiting.length > MOST_WAITING) {
      this.#waiting.shift();
      this.dropped++;
    }
    this.#work ??= this.#post().finally(() => {
      this.#work = undefined;
    });
  }

  async end(): Promise<void> {
    const late = setTimeout(() => this.#stopping.abort(), PATIENCE);
    await this.#work;
    clearTimeout(late);
    this.dropped += this.#waiting.length;
  }

  async #post(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (this.#waiting.length > 0 && !this.#stopping.signal.aborted) {
      const [event] = this.#waiting;
      const answer = await this.#send(event!);
      // Who says that it can never take it is not asked again.
      if (answer === "taken" || answer === "refused") {
        if (this.#waiting[0] === event) this.#waiting.shift();
        if (answer === "refused") this.dropped++;
        pause = FIRST_PAUSE;
        continue;
      }
      await delay(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  async #send(event: LiveEvent): Promise<"taken" | "refused" | "later"> {
    const body = JSON.stringify(event);
    const { secret } = this.#options;
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        redirect: "error",
        headers: {
          "content-type": "application/json",
          ...signatureHeader(secret, body),
        },
        body,
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ANSWER_WITHIN)]),
      });
      await response.body?.cancel();
      if (response.ok) {
        this.#say(undefined);
        return "taken";
      }
      this.#say(`${maskedUrl(this.#url.href)} answers ${response.status}`);
      const { status } = response;
      return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "later";
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const why = cause instanceof Error ? cause.message : String(cause);
      if (!this.#stopping.signal.aborted)
        this.#say(`cannot post events to ${maskedUrl(this.#url.href)}: ${why}`);
      return "later";
    }
  }

  #say(trouble: string | undefined): void {
    if (trouble !== this.#said) this.#options.onTrouble?.(trouble);
    this.#said = trouble;
  }
}
