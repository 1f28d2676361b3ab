/** The kernel's exported variables by name; 64-bit ones are safe integers on this side. */
import type { KernelInstance } from "./load.js";

export class Registers {
  readonly #exports: WebAssembly.Exports;
  readonly #globals = new Map<string, WebAssembly.Global>();

  constructor(instance: KernelInstance) {
    this.#exports = instance.exports;
  }

  #global(name: string): WebAssembly.Global {
    let global = this.#globals.get(name);
    if (global === undefined) {
      global = this.#exports[name] as WebAssembly.Global;
      this.#globals.set(name, global);
    }
    return global;
  }

  get(name: string): number {
    return Number(this.#global(name).value);
  }

  /** Writes a variable of the kernel's: 32 bits, a float64 or a flag. */
  set(name: string, value: number): void {
    this.#global(name).value = value;
  }

  setWide(name: string, value: number): void {
    this.#global(name).value = BigInt(value);
  }
}
