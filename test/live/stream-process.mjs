/**
 * A recording run in a process of its own, to be killed. It tells on standard output what has arrived (`STREAM CONNECTION
 * BYTES TIME`), as soon as it has, and before which time all that had arrived is on disk (`durable TIME`), in milliseconds of its own clock. Its
 * options are the argument, as JSON.
 */

// What is built runs, and its types are those of the sources: they need no build.
/** @type {typeof import("../../src/index.js")} */
const { LiveRun } = await import(new URL("../../dist/index.js", import.meta.url).href);
const run = await LiveRun.open(JSON.parse(process.argv[2] ?? "{}"));
run.subscribe({
  take({ stream, connection, bytes }) {
    process.stdout.write(`${stream} ${connection} ${bytes.length} ${performance.now()}\n`);
  },
});
setInterval(() => {
  const now = performance.now();
  process.stdout.write(`durable ${now - (run.journal?.lag ?? now)}\n`);
}, 20).unref();
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
await run.run(stop.signal);
