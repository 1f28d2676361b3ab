/**
 * A recording run in a process of its own, to be killed. It tells on standard output what has arrived (`STREAM CONNECTION
 * BYTES`), as soon as it has, and how far behind the journal is (`lag MILLISECONDS`). Its options are the argument, as JSON.
 */

// What is built runs, and its types are those of the sources: they need no build.
/** @type {typeof import("../../src/index.js")} */
const { LiveRun } = await import(new URL("../../dist/index.js", import.meta.url).href);
const run = await LiveRun.open(JSON.parse(process.argv[2] ?? "{}"));
run.subscribe({
  take({ stream, connection, bytes }) {
    process.stdout.write(`${stream} ${connection} ${bytes.length}\n`);
  },
});
setInterval(() => process.stdout.write(`lag ${Math.ceil(run.journal?.lag ?? 0)}\n`), 20).unref();
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
await run.run(stop.signal);
