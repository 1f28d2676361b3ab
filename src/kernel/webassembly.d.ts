/**
 * What the kernel's room uses of WebAssembly. TypeScript declares it with the browser's names alone, which code for Node must not
 * know. https://webassembly.github.io/spec/js-api/
 */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
    static customSections(module: Module, name: string): ArrayBuffer[];
  }
  interface ValueTypeMap {
    i32: number;
    i64: bigint;
    f32: number;
    f64: number;
  }
  class Global<Type extends keyof ValueTypeMap = keyof ValueTypeMap> {
    value: ValueTypeMap[Type];
  }
  type ExportValue = ((...values: never[]) => unknown) | Global | Memory;
  type Exports = Record<string, ExportValue>;
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, ExportValue>>);
    readonly exports: Exports;
  }
  function validate(bytes: Uint8Array): boolean;
}
