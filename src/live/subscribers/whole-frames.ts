/**
 * The bytes of streams, cut behind frames that have ended. Where bytes begin at a frame and the clock of those before is
 * known, they can be decoded apart: so one decoder serves any number of streams, of which each would take megabytes.
 */

import { CONTAINER_HEAD, findContainer } from "../../input/container/find.js";
import { type FindCut, finderFor, signsOf } from "../../input/container/last-cut.js";
import { cutsOf } from "../../input/container/registry.js";
import type { Dialect } from "../../wits/dialect/dialect.js";
import type { StreamPiece } from "../run.js";

/** Bytes of a stream that begin with a frame and end with one. */
export interface WholeFrames {
  readonly stream: string;
  /** Of the first byte in the stream. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** What wraps the frames. */
  readonly input: string;
  /** When the last of the bytes arrived: milliseconds since 1970, UTC. */
  readonly arrival: number;
  /** Bytes before these are missing, so that nothing is known of the clock there. */
  readonly gap: boolean;
}

interface Stream {
  connection: number;
  /** Behind the last cut. */
  rest: Buffer;
  /** Of the first byte of `rest`. */
  offset: number;
  gap: boolean;
  arrival: number;
  input: string | undefined;
  find: FindCut | undefined;
}

export class StreamCutter {
  readonly #dialect: Dialect;
  readonly #longest: number;
  readonly #streams = new Map<string, Stream>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#longest = dialect.maxFrame + dialect.maxLine;
  }

  /** The frames that end in these bytes, which the cutter copies; those of a connection that is over go first. */
  take({ stream, connection, offset, bytes, arrival }: StreamPiece): WholeFrames[] {
    const state = this.#stateOf(stream, connection);
    const over = state.connection === connection ? [] : this.#rest(stream, state);
    state.connection = connection;
    state.arrival = arrival;
    if (state.rest.length === 0) state.offset = offset;
    state.rest = Buffer.concat([state.rest, bytes]);
    const cut = this.#cut(state);
    return cut === 0 ? over : [...over, this.#before(cut, stream, state)];
  }

  /** Bytes are missing now; what is left of those before is not to be decoded. */
  skip({ stream, connection }: Pick<StreamPiece, "stream" | "connection">): void {
    const state = this.#stateOf(stream, connection);
    state.connection = connection;
    state.rest = Buffer.alloc(0);
    state.gap = true;
  }

  /** What is left of all streams, as if it were whole. */
  end(): WholeFrames[] {
    return [...this.#streams].flatMap(([stream, state]) => this.#rest(stream, state));
  }

  #stateOf(stream: string, connection: number): Stream {
    let state = this.#streams.get(stream);
    if (state === undefined) {
      const rest = Buffer.alloc(0);
      state = { connection, rest, offset: 0, gap: false, arrival: 0, input: undefined, find: undefined };
      this.#streams.set(stream, state);
    }
    return state;
  }

  #cut(state: Stream): number {
    state.input ??= this.#inputOf(state.rest);
    if (state.input === undefined) return 0;
    state.find ??= finderFor({ ...this.#dialect, input: state.input });
    const cut = Math.max(0, state.find(signsOf(state.rest, this.#dialect)));
    // Nothing that is longer than a frame can be one.
    return cut === 0 && state.rest.length > this.#longest ? state.rest.length : cut;
  }

  /** What wraps the frames of a stream that begins so; undefined while it has not shown. */
  #inputOf(head: Buffer): string | undefined {
    const { input, markers } = this.#dialect;
    if (input !== "auto" || markers !== undefined) return input;
    const signs = Buffer.from(signsOf(head.subarray(0, CONTAINER_HEAD), this.#dialect), "latin1");
    const kind = findContainer(signs, head.length >= CONTAINER_HEAD)?.kind;
    return kind !== undefined && cutsOf(kind) === "nowhere" ? "plain" : kind;
  }

  /** What a connection that is over has left. A line that it has cut is none that a decoder believes. */
  #rest(stream: string, state: Stream): WholeFrames[] {
    const { length } = state.rest;
    return length === 0 ? [] : [this.#before(length, stream, state)];
  }

  #before(cut: number, stream: string, state: Stream): WholeFrames {
    const { offset, gap, arrival, input = "plain" } = state;
    const bytes = state.rest.subarray(0, cut);
    // A copy: what is left may stay for long, and must not keep the rest.
    state.rest = Buffer.from(state.rest.subarray(cut));
    state.offset += cut;
    state.gap = false;
    return { stream, offset, bytes, input, arrival, gap };
  }
}
