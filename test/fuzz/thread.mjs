/** Where a thread begins: the loader of TypeScript must be there before any of it is asked for. */
import "../../scripts/typescript.mjs";

await import("./worker.js");
