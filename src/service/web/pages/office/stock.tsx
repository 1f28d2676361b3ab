/** Stock: what is left of each item where, what came and went, and what somebody put in, counted or corrected. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useCell } from "../../cell.js";
import { useAnswer } from "../../device/answers.js";
import { master, named } from "../../device/master.js";
import { may } from "../../device/session.js";
import { FilterChoice } from "../../parts/filter-fields.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { useTitle } from "../../parts/title.js";
import { momentText, useWords } from "../../words/words.js";
import { StockForm } from "./stock-form.js";

interface Level {
  readonly item: string;
  readonly rig: string | null;
  readonly left: string;
  readonly unit: string;
  readonly reorder: string | null;
  readonly low: boolean;
  readonly counted_at: string | null;
}

interface Move {
  readonly id: string;
  readonly item: string;
  readonly rig: string | null;
  readonly shift: string | null;
  readonly kind: "delivery" | "use" | "count" | "adjust";
  readonly quantity: string;
  readonly note: string;
  readonly by: { readonly name: string };
  readonly at: string;
}

export function StockPage() {
  const words = useWords();
  const lists = useCell(master);
  const { query, route } = useLocation();
  const [version, again] = useState(0);
  useTitle(words.pages.stock);
  const rig = query["rig"];
  const of = rig === undefined ? "" : `?rig=${encodeURIComponent(rig)}`;
  const levels = useAnswer<{ readonly items: readonly Level[] }>(`/stock${of}`, version);
  const moves = useAnswer<{ readonly items: readonly Move[] }>(`/stock/moves${of}`, version);
  const lines = [...(levels.answer?.body.items ?? [])].sort(
    (a, b) =>
      Number(b.low) - Number(a.low) ||
      named(lists.items, a.item).localeCompare(named(lists.items, b.item)) ||
      rigName(a.rig).localeCompare(rigName(b.rig)),
  );
  function rigName(id: string | null): string {
    return id === null ? words.stock.store : named(lists.rigs, id) || id;
  }
  const itemName = (id: string): string => named(lists.items, id) || id;
  const unitOf = (id: string): string => lists.items.find((item) => item.id === id)?.unit ?? "";
  return (
    <main id="content" tabIndex={-1}>
      <div class="row spread">
        <h1 tabIndex={-1}>{words.pages.stock}</h1>
        <FilterChoice
          id="stock-of"
          label={words.stock.rig}
          isUnseen
          value={rig}
          set={(id) => route(id === "" ? "/stock" : `/stock?rig=${encodeURIComponent(id)}`, true)}
          any={words.day.allRigs}
          options={lists.rigs}
        />
      </div>
      <section class="card">
        <h2>{words.stock.levels}</h2>
        <Stale {...levels} />
        {levels.answer !== undefined && lines.length === 0 && <p class="empty">{words.stock.none}</p>}
        {lines.length > 0 && (
          <Table
            heads={[
              words.stock.item,
              words.stock.rig,
              words.stock.left,
              words.stock.reorder,
              words.stock.counted,
            ]}
            numbers={2}
            lines
          >
            {lines.map((line) => (
              <tr key={`${line.item} ${line.rig}`}>
                <th scope="row" class="lead">
                  {itemName(line.item)}
                </th>
                <td class="nowrap">{rigName(line.rig)}</td>
                <td class="right amount">
                  {line.low && <span class="chip low">{words.stock.low}</span>}{" "}
                  <b>
                    {line.left} {line.unit}
                  </b>
                </td>
                <td class="right told">{line.reorder}</td>
                <td class="right told">
                  {line.counted_at === null ? "–" : momentText(Date.parse(line.counted_at))}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </section>
      {may("master:manage") && <StockForm rig={rig} done={() => again((count) => count + 1)} />}
      {(moves.answer?.body.items ?? []).length > 0 && (
        <section class="card">
          <h2>{words.stock.moves}</h2>
          <Table
            heads={[
              words.stock.when,
              words.stock.item,
              words.stock.rig,
              words.stock.kind,
              words.stock.who,
              words.stock.note,
              words.stock.quantity,
            ]}
            numbers={6}
            lines
          >
            {moves.answer!.body.items.map((move) => (
              <tr key={move.id}>
                <td class="nowrap">{momentText(Date.parse(move.at))}</td>
                <td class="lead">{itemName(move.item)}</td>
                <td class="nowrap">{rigName(move.rig)}</td>
                <td>
                  {move.shift === null ? (
                    words.stock.kinds[move.kind]
                  ) : (
                    <a class="cell" href={`/shifts/${move.shift}`}>
                      {words.stock.kinds[move.kind]}
                    </a>
                  )}
                </td>
                <td>{move.by.name}</td>
                <td>{move.note}</td>
                <td class="right amount">
                  {move.quantity} {unitOf(move.item)}
                </td>
              </tr>
            ))}
          </Table>
        </section>
      )}
    </main>
  );
}
