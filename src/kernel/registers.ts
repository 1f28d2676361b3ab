/** The kernel's exported variables and constants by name; 64-bit ones are safe integers on this side. */
import type { KernelConstants, KernelVariables } from "./exports.js";
import type { KernelExports, KernelInstance } from "./load.js";

type Named<Types, Type> = { [Name in keyof Types]: Types[Name] extends Type ? Name : never }[keyof Types];
/** A variable of 64 bits. */
export type WideVariable = Named<KernelVariables, "i64" | "u64">;
/** A variable of 32 bits, a float64 or a flag. */
export type Variable = Exclude<keyof KernelVariables, WideVariable>;
export type Register = keyof KernelVariables | keyof KernelConstants;

export class Registers {
  readonly #exports: KernelExports;

  constructor({ exports }: KernelInstance) {
    this.#exports = exports;
  }

  get(name: Register): number {
    return Number(this.#exports[name].value);
  }

  set(name: Variable, value: number): void {
    this.#exports[name].value = value;
  }

  setWide(name: WideVariable, value: number): void {
    this.#exports[name].value = BigInt(value);
  }
}
