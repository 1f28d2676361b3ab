/** Bars side by side under their names: standby by reason, recovery by rig. Names stand in words, so that long ones are whole. */
import type { ComponentChildren } from "preact";

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** As it is read. */
  readonly text: string;
  readonly colour?: string;
}

/** A table whose lines are drawn: it is read as one, and needs no other beside it. */
export function BarsChart({
  title,
  heads,
  bars,
  most = Math.max(0, ...bars.map(({ value }) => value)),
  note,
}: {
  readonly title: string;
  readonly heads: readonly [name: string, value: string];
  readonly bars: readonly Bar[];
  readonly most?: number;
  readonly note?: ComponentChildren;
}) {
  return (
    <section class="card chart">
      <table class="bars">
        <caption>
          <h2>{title}</h2>
        </caption>
        <thead class="unseen">
          <tr>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ name, value, text, colour = "var(--lane0)" }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span
                  class="bar-drawn"
                  style={{ "--own": colour, width: `${most === 0 ? 0 : (value / most) * 100}%` }}
                />
                <span class="bar-text">{text}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {note}
    </section>
  );
}
