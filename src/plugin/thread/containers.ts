/**
 * A container of a plugin, in its thread: parts bytes into units, has each read, and keeps what the reader writes as a list of acts, which
 * are done where the source is read. Each is looked at here, within the unit that it may speak of: what a reader says of other bytes, of a
 * byte twice, or of bytes that do not stand there, is thrown, and nothing of it counts.
 */
import { endOfLine, type UnitOutput, type UnitReader, Units } from "../../input/container/units.js";
import { ACT, ACT_LENGTH } from "../acts.js";
import type { ContainerOutput, PluginUnitReader } from "../contract.js";
import { loaded } from "./load.js";
import { Moved } from "./moved.js";

const open = new Map<number, { readonly units: Units; readonly acts: Acts }>();
let last = 0;

export const containerMethods = {
  "container.open"(name: string, longest: number) {
    const reader = loaded().containers![name]!.reader();
    if (typeof reader?.read !== "function")
      throw new TypeError(`containers.${name}.reader answers no reader with read`);
    const acts = new Acts();
    open.set(++last, { acts, units: new Units(heldReader(reader, acts), longest) });
    return last;
  },

  /** `ends`: none will follow. */
  "container.push"(number: number, bytes: Uint8Array, ends: boolean) {
    const { units, acts } = open.get(number)!;
    if (bytes.length > 0) units.push(bytes, acts);
    if (ends) {
      units.end(acts);
      open.delete(number);
    }
    const done = acts.take();
    return new Moved(done, [done.buffer]);
  },
};

/** The reader of a plugin, held to what it must answer. */
const heldReader = (reader: PluginUnitReader, acts: Acts): UnitReader => ({
  endOf(bytes, from, searched, ends) {
    if (reader.endOf === undefined) return endOfLine(bytes, searched, ends);
    const end = reader.endOf(bytes, from, searched, ends);
    if (end === undefined && !ends) return undefined;
    if (!Number.isSafeInteger(end) || end! <= from || end! > bytes.length)
      throw new RangeError(
        `endOf answers ${String(end)} for a unit that begins at ${from} of ${bytes.length} bytes`,
      );
    return end;
  },
  passOver: () => reader.passOver?.(),
  read(unit, at) {
    acts.begin(unit, at);
    const isRead: unknown = reader.read(unit.slice(), at, acts.forReader);
    if (typeof isRead !== "boolean") throw new TypeError("read answers neither true nor false");
    acts.endUnit(isRead);
    return isRead;
  },
});

/** What is written to an output, in order, for who has the output. */
class Acts implements UnitOutput {
  #acts = new Float64Array(ACT_LENGTH * 1024);
  #length = 0;
  #free = 0;
  /** The unit that is being read, and where it begins. */
  #unit: Uint8Array = new Uint8Array(0);
  #at = 0;
  #written = false;
  /** All that a plugin sees of it. */
  readonly forReader = this.#forReader();

  #forReader(): ContainerOutput {
    const free = (): number => this.#free;
    return {
      copy: (bytes, at) => this.#copyOf(bytes, at),
      put: (byte, at, width = 1) => this.put(byte, at, width),
      open: (from, to) => this.open(from, to),
      close: (to) => this.close(to),
      endLine: (at, to) => this.endLine(at, to),
      get free() {
        return free();
      },
    };
  }

  begin(unit: Uint8Array, at: number): void {
    this.#unit = unit;
    this.#at = at;
    this.#written = false;
  }

  endUnit(isRead: boolean): void {
    if (!isRead && this.#written)
      throw new Error(`read answers false for the unit at byte ${this.#at}, and has written of it`);
  }

  get free(): number {
    return this.#free;
  }

  copy(bytes: Uint8Array, at: number): void {
    if (bytes.length === 0) return;
    this.#free = at + bytes.length;
    this.#act(ACT.copy, at, bytes.length);
  }

  put(byte: number, at: number, width = 1): void {
    if (!Number.isInteger(byte) || byte < 0 || byte > 255) throw new RangeError(`put: ${byte} is no byte`);
    this.#take("put", at, width);
    this.#act(ACT.put, byte, at, width);
  }

  open(from: number, to: number): void {
    this.#within("open", from, to);
    this.#marked(Math.max(from, this.#free), to);
    this.#act(ACT.open, from, to);
  }

  close(to: number): void {
    this.#within("close", this.#at, to);
    this.#marked(this.#free, to);
    this.#act(ACT.close, to);
  }

  endLine(at: number, to: number): void {
    this.#within("endLine", Math.min(at, to), to);
    if (at < to) this.#take("endLine", at, 1);
    this.#act(ACT.endLine, at, to);
  }

  settle(at: number, unitEnds = true): void {
    this.#free = Math.max(this.#free, at);
    this.#act(ACT.settle, at, unitEnds ? 1 : 0);
  }

  /** Characters of UTF-16 and times of arrival are no matter of plugins. */
  extra(): void {}
  tell(): void {}

  take(): Float64Array<ArrayBuffer> {
    const acts = this.#acts.slice(0, this.#length);
    this.#length = 0;
    return acts;
  }

  /** Bytes as they stand: others are told by `put`, each with those that it stands for. */
  #copyOf(bytes: Uint8Array, at: number): void {
    if (!(bytes instanceof Uint8Array)) throw new TypeError("copy: what it copies is no Uint8Array");
    if (bytes.length === 0) return;
    this.#take("copy", at, bytes.length);
    const stood = this.#unit.subarray(at - this.#at, at - this.#at + bytes.length);
    if (Buffer.compare(bytes, stood) !== 0)
      throw new Error(`copy: other bytes stand at byte ${at} of the source; a byte of its own is put`);
    this.copy(bytes, at);
  }

  #take(what: string, at: number, width: number): void {
    if (!Number.isSafeInteger(at) || !Number.isSafeInteger(width) || width < 1)
      throw new RangeError(`${what}: ${width} bytes at ${at} are none`);
    this.#within(what, at, at + width);
    if (at < this.#free) throw new Error(`${what}: byte ${at} of the source would stand for two`);
    this.#free = at + width;
  }

  #within(what: string, from: number, to: number): void {
    const end = this.#at + this.#unit.length;
    if (!(from >= this.#at && to <= end && from <= to))
      throw new RangeError(
        `${what}: bytes ${from} to ${to} do not stand in the unit, which has bytes ${this.#at} to ${end}`,
      );
  }

  /** `&&` or `!!` and a line end take up to three bytes, as far as they are there. */
  #marked(start: number, to: number): void {
    if (start < to) this.#free = Math.min(start + 3, to);
  }

  #act(kind: number, first: number, second = 0, third = 0): void {
    this.#written = true;
    const at = this.#length;
    if (at === this.#acts.length) {
      const larger = new Float64Array(2 * at);
      larger.set(this.#acts);
      this.#acts = larger;
    }
    this.#acts[at] = kind;
    this.#acts[at + 1] = first;
    this.#acts[at + 2] = second;
    this.#acts[at + 3] = third;
    this.#length = at + ACT_LENGTH;
  }
}
