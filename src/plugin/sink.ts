/**
 * A sink of a plugin as all others are: tables and rows go to its thread. How many rows it was given, and how many of those it has no
 * place for, is counted here; that nothing is to be seen of them before the commit is for the plugin to keep.
 */
import type { LinkUrl } from "../network/link-url.js";
import type { NamedFormat } from "../output/formats.js";
import type { Sink, SinkOptions } from "../output/sink.js";
import { healthOf, Tally } from "../output/tally.js";
import type { PluginHost } from "./host.js";
import { asked, ownBatch } from "./own-batch.js";

/** Where `export` writes to, by its URL. */
export const pluginSink = (host: PluginHost, url: LinkUrl): NamedFormat => ({
  name: url.scheme,
  endings: [],
  holds: "tables",
  elsewhere: true,
  lossless: false,
  load: async () => (options) => openPluginSink(host, url, options),
});

async function openPluginSink(host: PluginHost, url: LinkUrl, { timezone }: SinkOptions): Promise<Sink> {
  const tallies: Tally[] = [];
  let state: "open" | "prepared" | "committed" | "aborted" = "open";
  const sink = await asked(host.call<number>("sink.open", [url.scheme, url.whole, { timezone }]));
  const prepare = async (): Promise<void> => {
    if (state !== "open") return;
    await asked(host.call("sink.prepare", [sink]));
    state = "prepared";
  };
  return {
    get health() {
      return healthOf(tallies, state === "committed");
    },
    async begin(begun) {
      const tally = new Tally(begun);
      tallies.push(tally);
      const { table, name, title, well } = begun;
      const told = { name, title, well, columns: table.columns };
      const number = await asked(host.call<number>("sink.begin", [sink, told]));
      return {
        async write(batch) {
          tally.received += batch.rows;
          const left = await asked(host.call<unknown>("sink.write", [number, ownBatch(batch)]));
          countLeftOut(host, left, batch.rows, tally);
        },
      };
    },
    prepare,
    async commit() {
      await prepare();
      await asked(host.call("sink.commit", [sink]));
      state = "committed";
      return { outputs: [], tables: tallies.map(({ receipt }) => receipt) };
    },
    async abort() {
      if (state === "committed" || state === "aborted") return;
      state = "aborted";
      await host.call("sink.abort", [sink]).catch(() => undefined);
    },
  };
}

/** Rows that the plugin says it left out, by the reason: no more than it was given. */
function countLeftOut(host: PluginHost, told: unknown, rows: number, tally: Tally): void {
  if (told === undefined || told === null) return;
  const entries = typeof told === "object" ? Object.entries(told) : [["", told] as const];
  let sum = 0;
  for (const [why, count] of entries) {
    const whole = typeof count === "number" && Number.isSafeInteger(count) && count >= 0;
    sum += whole ? count : Number.NaN;
    if (why === "" || !(sum <= rows)) {
      host.disable(`it leaves out ${JSON.stringify(told)} of ${rows} rows, and must tell rows by the reason`);
      throw host.failure;
    }
    tally.leaveOut(why, count as number);
  }
}
