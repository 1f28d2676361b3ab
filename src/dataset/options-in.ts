/** The options of a run as its manifest and its parts keep them, back to what they were. */
import { Failure } from "../failure/failure.js";
import {
  type DataOptions,
  dataOptions,
  type FeedOptions,
  type RowOptions,
  type SourceOptions,
} from "../input/feed/options.js";

type OptionsJson = Readonly<Record<string, unknown>>;

/** By the names that programs give them; what was told of some sources alone as rules again. What is there is not checked. */
export function optionsIn(json: OptionsJson): FeedOptions & RowOptions & Readonly<Record<string, unknown>> {
  const { perSource, ...given } = byOptionName(json);
  const rules = (perSource as readonly OptionsJson[] | undefined)?.map(byOptionName);
  return rules === undefined ? given : { ...given, perSource: rules as unknown as readonly SourceOptions[] };
}

/** Of `optionsJson`. Throws a Failure for what this version does not know, and for what is told of some sources alone. */
export function dataOptionsIn(json: OptionsJson): Promise<DataOptions> {
  const { layout, ...given } = optionsIn(json);
  if (typeof layout !== "string") {
    throw new Failure("no-provenance", "nothing tells with which options the dataset was made");
  }
  return dataOptions(given, layout as DataOptions["layout"]);
}

const byOptionName = (json: OptionsJson): OptionsJson =>
  Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
