/** What an analysis found, beside the curves: lanes of states and events down the time, lithology and tops down the depth. */
import type { EventRow, FormationRow, StateRow } from "../../analysis/table.js";
import { stateColours } from "../../drawing/state-colours.js";
import { inWords, rigStates } from "../../wits/catalog/state.js";
import type { Lane, Mark, Run } from "./page/chart.js";

/** No screen or paper has more places down it. */
const MOST_RUNS = 20_000;

const stateKinds = rigStates.map((state) => ({ name: inWords(state), colour: stateColours[state] }));

/** How a lane shows states by their places in the catalog. */
export const stateLook = {
  title: "State",
  nameOf: (code: number): string => stateKinds[code]?.name ?? "",
  colourOf: (code: number): number => stateKinds[code]?.colour ?? 0,
};

/** A gap is left open: nothing is known there. */
export function statesLane(states: readonly StateRow[]): Lane | undefined {
  const known = states.filter(({ state }) => state !== "data_gap");
  if (known.length === 0) return undefined;
  const shortest = (known.at(-1)!.end - known[0]!.start) / MOST_RUNS;
  const shown = known.length <= MOST_RUNS ? known : known.filter(({ start, end }) => end - start >= shortest);
  const runs = shown.map(
    ({ start, end, state }): Run => ({ from: start, until: end, kind: rigStates.indexOf(state) }),
  );
  return { title: "State", kinds: stateKinds, runs };
}

/** Colours after how bad it is cannot be told on a copy: each kind has one, and its name. */
export function eventsLane(events: readonly EventRow[]): Lane | undefined {
  if (events.length === 0) return undefined;
  const names = [...new Set(events.map(({ kind }) => kind))];
  const kinds = names.map((name, i) => ({ name: inWords(name), colour: (i + 1) % 8 }));
  const runs = events
    .map(
      ({ start, end, kind, severity, evidence }): Run => ({
        from: start,
        until: Math.max(end, start + 1),
        kind: names.indexOf(kind),
        note: `${severity}, ${evidence}`,
      }),
    )
    .sort((one, other) => one.from - other.from);
  return { title: "Events", kinds, runs };
}

export const topMarks = (formations: readonly FormationRow[]): Mark[] =>
  formations.map(({ depth, above, below }) => ({
    place: depth,
    name: [above, below].every((name) => name === undefined) ? "top" : `${above ?? "?"} / ${below ?? "?"}`,
  }));
