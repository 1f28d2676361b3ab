/// <reference path="./webassembly.d.ts" />
/**
 * Loads the compiled kernel. Each instance gets a private memory of the size its owner asks for: two
 * instances on one memory would share their static data and heap address.
 */
import { readFileSync } from "node:fs";
import { packageFile } from "../package.js";

/** Which build of the kernel runs: chosen by what the machine can, unless `WITSKIT_NO_SIMD=1` is set. What comes out is the same. */
export type KernelBuild = "simd" | "scalar";

/** Must equal `ABI_VERSION` in `assembly/layout.ts`. */
const ABI_VERSION = 1;
const PAGE = 65_536;

export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  readonly exports: WebAssembly.Exports;
  /** First free byte of the memory. */
  readonly heapBase: number;
}

const modules = new Map<KernelBuild, WebAssembly.Module>();

function compile(build: KernelBuild): WebAssembly.Module {
  let module = modules.get(build);
  if (module === undefined) {
    module = new WebAssembly.Module(readFileSync(packageFile(`build/kernel.${build}.wasm`)));
    modules.set(build, module);
  }
  return module;
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
  const { exports } = new WebAssembly.Instance(compile(build), { env: { memory } });
  const version = (exports["ABI_VERSION"] as WebAssembly.Global).value as number;
  if (version !== ABI_VERSION) {
    throw new Error(
      `the kernel has ABI version ${version}, this shell speaks ${ABI_VERSION}: run npm run build`,
    );
  }
  return { memory, exports, heapBase: (exports["heapBase"] as () => number)() };
}
