/** Where a thread begins: the loader of TypeScript must be there before any of it is asked for. */
import "../input/source/typescript.mjs";

await import("./worker.js");
