/** What was noticed, in words, each with where it leads; who decides says that it was seen. */
import { useState } from "preact/hooks";
import { durationText, MINUTE } from "../../shift/clock.js";
import { decimalText } from "../../shift/decimal.js";
import { useCell } from "../cell.js";
import { useAnswer } from "../device/answers.js";
import { type Lengths, useLengths } from "../device/lengths.js";
import { linkIs } from "../device/link.js";
import { type Master, master, named } from "../device/master.js";
import { may } from "../device/session.js";
import { ask } from "../server/request.js";
import type { Words } from "../words/en.js";
import { refusalText } from "../words/told.js";
import { dateText, momentText, useWords } from "../words/words.js";
import { sentence } from "./fields.js";
import { Refused } from "./refused.js";

/** As `GET /alerts` lists it. */
export interface Alert {
  readonly id: string;
  readonly kind: keyof Words["alerts"];
  readonly severity: "info" | "warning" | "high";
  readonly shift: string | null;
  readonly rig: string | null;
  readonly item: string | null;
  readonly date: string | null;
  readonly slot: string | null;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly at: string;
  readonly details?: {
    readonly gaps?: readonly {
      readonly what: "drilling" | "stop";
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/** Whole numbers as they are read. */
function saidOf(
  { kind, value, threshold, item, details }: Alert,
  lists: Master,
  { alerts, inbox }: Words,
  lengths: Lengths,
): string {
  const scaled = (places: number, shown: number): [string, string] => [
    decimalText(value ?? 0, places, shown),
    decimalText(threshold ?? 0, places, shown),
  ];
  switch (kind) {
    case "recovery":
      return alerts.recovery(...scaled(1, 0));
    case "rate":
      return alerts.rate(`${lengths.text(value ?? 0)}/h`, `${lengths.text(threshold ?? 0)}/h`);
    case "not-drilling":
      return alerts["not-drilling"](hours(value), hours(threshold));
    case "stock": {
      const unit = lists.items.find(({ id }) => id === item)?.unit ?? "";
      const [left, limit] = scaled(3, 0);
      return alerts.stock(named(lists.items, item) || (item ?? ""), `${left} ${unit}`.trim(), limit);
    }
    case "report-missing":
      return alerts["report-missing"]();
    case "rig-gap":
      return alerts["rig-gap"](durationText((value ?? 0) * MINUTE), piecesOf(details, inbox.gaps));
    case "with-client":
      return alerts["with-client"](String(value ?? 0));
  }
}

/** Where it can be looked into. */
const placeOf = ({ shift, kind, rig, date }: Alert): string => {
  const of = rig === null ? "" : `?rig=${encodeURIComponent(rig)}`;
  if (shift !== null) return `/shifts/${shift}`;
  return kind === "stock" ? `/stock${of}` : date === null ? `/day${of}` : `/day/${date}${of}`;
};

/** `drilling 07:10–08:25`, on the rig's clock, as the server says the times. */
const piecesOf = (details: Alert["details"], names: Words["inbox"]["gaps"]): string =>
  (details?.gaps ?? [])
    .map(({ what, from, to }) => `${names[what]} ${from.slice(11, 16)}–${to.slice(11, 16)}`)
    .join(", ");

const hours = (minutes: number | null): string => String(Math.round((minutes ?? 0) / 6) / 10);

export function AlertList({
  alerts,
  look,
}: {
  readonly alerts: readonly Alert[];
  readonly look: () => void;
}) {
  const words = useWords();
  const lengths = useLengths();
  const lists = useCell(master);
  const [wrong, tell] = useState<string | null>(null);
  const seen = async (id: string): Promise<void> => {
    const reply = await ask(`/alerts/${id}/acknowledge`, { method: "POST", json: {} });
    linkIs(reply.kind !== "no-link");
    if (reply.kind === "answer") look();
    tell(
      reply.kind === "no-link"
        ? words.decide.noLink
        : reply.kind === "refused"
          ? sentence(refusalText(reply.refusal))
          : null,
    );
  };
  return (
    <>
      <Refused why={wrong} />
      <ul class="list">
        {alerts.map((alert) => (
          <li key={alert.id} class={`line alert ${alert.severity}`}>
            <b>{whereOf(alert, lists)}</b>
            <a href={placeOf(alert)}>{saidOf(alert, lists, words, lengths)}</a>
            <span class="row">
              <small>{momentText(Date.parse(alert.at))}</small>
              {may("shift:decide") && (
                <button
                  type="button"
                  aria-label={`${words.inbox.seen}: ${whereOf(alert, lists)}, ${saidOf(alert, lists, words, lengths)}`}
                  onClick={() => void seen(alert.id)}
                >
                  {words.inbox.seen}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const whereOf = ({ rig, date, slot }: Alert, lists: Master): string =>
  [named(lists.rigs, rig), slot ?? "", date === null ? "" : dateText(date)].filter(Boolean).join(" · ");

/** What is open of a rig or of a report; nothing where nothing is. */
export function OpenAlerts({ of, id }: { readonly of: "rig" | "shift"; readonly id: string }) {
  const words = useWords();
  const [version, again] = useState(0);
  const { answer } = useAnswer<{ readonly items: readonly Alert[] }>(
    may("data:read") ? `/alerts?${of}=${encodeURIComponent(id)}&kind=rig-gap&limit=20` : null,
    version,
  );
  const items = answer?.body.items ?? [];
  if (items.length === 0) return null;
  return (
    <section class="card" aria-label={words.inbox.noticed}>
      <AlertList alerts={items} look={() => again((count) => count + 1)} />
    </section>
  );
}
