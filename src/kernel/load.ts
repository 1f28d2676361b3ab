/// <reference path="./webassembly.d.ts" />
/**
 * Loads the compiled kernel. Each instance gets a private memory of the size its owner asks for: two
 * instances on one memory would share their static data and heap address.
 */
import { readFileSync } from "node:fs";
import { packageFile } from "../runtime/package.js";
import { type KernelConstants, type KernelFunctions, type KernelVariables, LAYOUT_HASH } from "./exports.js";

/** Which build of the kernel runs: chosen by what the machine can, unless `WITSKIT_NO_SIMD=1` is set. What comes out is the same. */
export type KernelBuild = "simd" | "scalar";

const PAGE = 65_536;

/** Types of AssemblyScript, as WebAssembly has them. */
type ValueType<Type> = Type extends "i64" | "u64" ? "i64" : Type extends "f64" ? "f64" : "i32";
type Globals<Types> = { readonly [Name in keyof Types]: WebAssembly.Global<ValueType<Types[Name]>> };

/** What the kernel exports, typed by the compiler's own declarations. */
export type KernelExports = KernelFunctions & Globals<KernelVariables> & Globals<KernelConstants>;

export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  readonly exports: KernelExports;
  /** First free byte of the memory. */
  readonly heapBase: number;
}

const modules = new Map<KernelBuild, WebAssembly.Module>();

function compile(build: KernelBuild): WebAssembly.Module {
  let module = modules.get(build);
  if (module === undefined) {
    const file = packageFile(`build/kernel.${build}.wasm`);
    module = new WebAssembly.Module(readFileSync(file));
    const hash = layoutHashOf(module);
    if (hash !== LAYOUT_HASH) {
      throw new Error(
        `the kernel ${file} has the memory layout ${hash ?? "of an older version"}, and this program was made for ${LAYOUT_HASH}: ` +
          "the two are of different builds. Run `npm run build`, or install the package anew",
      );
    }
    modules.set(build, module);
  }
  return module;
}

/** The hash of the sources that lay out a kernel's memory, which its build puts into a section of its own. */
export function layoutHashOf(module: WebAssembly.Module): string | undefined {
  const [section] = WebAssembly.Module.customSections(module, "layout");
  return section && Buffer.from(section).toString("latin1");
}

/** (module (func (result v128) i32.const 0 i8x16.splat)): valid only where the engine has SIMD. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
]);

/** The build that suits this machine; `WITSKIT_NO_SIMD=1` forces the scalar one. */
export function preferredBuild(): KernelBuild {
  if (process.env["WITSKIT_NO_SIMD"] === "1") return "scalar";
  return WebAssembly.validate(SIMD_PROBE) ? "simd" : "scalar";
}

/**
 * Instantiates the kernel over a fresh memory of at least `bytes` beyond the kernel's own data.
 * The memory never grows; pages that are never touched cost no physical memory.
 */
export function loadKernel(bytes: number, build: KernelBuild = preferredBuild()): KernelInstance {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) + 2 });
  const instance = new WebAssembly.Instance(compile(build), { env: { memory } });
  // The declarations are those of this very kernel: the hash covers them.
  const exports = instance.exports as unknown as KernelExports;
  return { memory, exports, heapBase: exports.heapBase() };
}
