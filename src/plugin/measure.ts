/** A measure of a plugin as all others are: each page goes to its thread, and the answer is waited for there and then. */
import type { Measure, Needs } from "../analysis/measure.js";
import type { SourcePage } from "../columns/page.js";
import { Failure } from "../failure/failure.js";
import { channelNames } from "../wits/catalog/channel.js";
import type { PluginHost } from "./host.js";

/** Throws Failure("plugin-failed") where it cannot be begun; so do its parts. */
export function pluginMeasure(host: PluginHost, name: string): Measure<unknown> {
  const begun = host.callNow<{ number: number; needs: unknown; reached: boolean }>("measure.begin", [name]);
  const { number, needs, reached } = begun;
  if (!isNeeds(needs)) {
    host.disable(
      `measures.${name} needs ${JSON.stringify(needs)}, and must need names of channels, or "every item"`,
    );
    throw host.failure;
  }
  return {
    name,
    needs,
    add: (page) => host.callNow("measure.add", [number, ownPage(page)]),
    ...(reached && {
      reached: (source: string, offset: number) =>
        host.callNow<void>("measure.reached", [number, source, offset]),
    }),
    end() {
      const result = host.callNow<unknown>("measure.end", [number]);
      if (typeof result === "bigint" || result instanceof Map)
        throw new Failure("plugin-failed", `plugin ${host.name}: measures.${name} ends in what is no JSON`);
      return result;
    },
  };
}

const known: ReadonlySet<string> = new Set(channelNames);

const isNeeds = (needs: unknown): needs is Needs =>
  needs === "every item" || (Array.isArray(needs) && needs.every((one) => known.has(one as string)));

/** What stands beneath the views of a page stays here. */
const ownPage = (page: SourcePage): SourcePage => ({
  ...page,
  values: page.values.map((values) => (values instanceof Float64Array ? values.slice() : values)),
  times: page.times.slice(),
  offsets: page.offsets.slice(),
});
