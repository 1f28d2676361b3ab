/** The day in a few sentences, as it would be told on the telephone. */
import type { DayReport } from "../document.js";
import { figureShown, numberShown } from "../figure.js";

/** Activities that are named, the longest first. */
const MOST_NAMED = 4;

export function summaryOf({ depth, time }: Pick<DayReport, "depth" | "time">, hasDrilled: boolean): string {
  const { totals } = time;
  const drilled =
    hasDrilled && depth.holeStart.value !== null
      ? [
          `Drilled from ${figureShown(depth.holeStart)} to ${figureShown(depth.holeEnd)}, ${figureShown(depth.progress)} at ${figureShown(depth.rateOnBottom)} on bottom.`,
        ]
      : [];
  const named = time.byActivity
    .filter(({ timeClass }) => timeClass !== "no data")
    .slice(0, MOST_NAMED)
    .map(
      ({ activity, hours }) =>
        `${activity.charAt(0).toLowerCase()}${activity.slice(1)} ${figureShown(hours)}`,
    );
  return [
    ...drilled,
    ...(named.length === 0 ? [] : [`${sentence(named.join(", "))}.`]),
    ...((totals.lost.value ?? 0) > 0 ? [`Lost ${figureShown(totals.lost)}: ${causes(time)}.`] : []),
    ...((totals.noData.value ?? 0) > 0 ? [`No data for ${figureShown(totals.noData)}.`] : []),
  ].join(" ");
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function causes({ lost }: DayReport["time"]): string {
  const hundredths = new Map<string, number>();
  for (const { cause, hours } of lost)
    hundredths.set(cause, (hundredths.get(cause) ?? 0) + Math.round(100 * (hours.value ?? 0)));
  return [...hundredths]
    .sort((one, other) => other[1] - one[1])
    .map(
      ([cause, own]) =>
        `${cause.replaceAll("_", " ")} ${numberShown({ value: own / 100, unit: null, decimals: 2 })}`,
    )
    .join(", ");
}
