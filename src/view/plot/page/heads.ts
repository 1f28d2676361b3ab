/** The heads of the tracks, and the values under the cursor in them. Texts of the log are set as texts, never as markup. */

import { numberText } from "../../../drawing/scale.js";
import { shownText } from "../../../text/shown-text.js";
import type { Chart, Curve } from "./chart.js";
import type { Layout } from "./layout.js";
import { nearestAt, nearestValue } from "./pyramid.js";

export interface Heads {
  /** Writes the ends of the scales anew. */
  rescale(): void;
  /** Puts them where the tracks are. */
  place(layout: Layout): void;
  /** Shows the values of the row nearest to a place; of none, nothing. */
  show(place: number | undefined): void;
}

/** `toggle` is called when a curve is to be hidden, or shown again. */
export function makeHeads(
  parent: HTMLElement,
  chart: Chart,
  hidden: ReadonlySet<Curve>,
  toggle: (curve: Curve) => void,
): Heads {
  const shown: (Head & { readonly curve: Curve })[] = [];
  const label = (words: string, ...lines: string[]): HTMLElement => {
    const box = element("div", "label");
    for (const one of [words, ...lines]) box.append(element("div", "", one));
    parent.append(box);
    return box;
  };
  const axis = label(
    chart.index.kind === "time" ? "Time" : chart.index.name,
    chart.index.kind === "time" ? "" : (chart.index.unit ?? ""),
  );
  const depth = chart.depth && label("Depth", chart.depth.unit ?? "");
  const lanes = chart.lanes.map(({ title }) => {
    const box = label(title, "");
    box.classList.add("lane");
    return box;
  });
  const tracks = chart.tracks.map(({ curves }) => {
    const box = element("div", "track");
    for (const curve of curves) {
      const head = headOf(curve);
      const { button } = head;
      button.setAttribute("aria-pressed", String(!hidden.has(curve)));
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
        toggle(curve);
      });
      shown.push({ ...head, curve });
      box.append(button);
    }
    parent.append(box);
    return box;
  });
  return {
    place(layout) {
      parent.style.width = `${layout.width}px`;
      const at = (box: HTMLElement | undefined, x: number, width: number): void => {
        if (box === undefined) return;
        box.style.left = `${x}px`;
        box.style.width = `${width}px`;
      };
      at(axis, 0, depth === undefined ? layout.axis.width - 8 : 70);
      at(depth, 70, layout.axis.width - 76);
      for (const [i, { x, width }] of layout.lanes.entries()) at(lanes[i], x, width);
      tracks.forEach((box, i) => {
        at(box, layout.tracks[i]!.x, layout.tracks[i]!.width);
      });
    },
    rescale() {
      for (const { curve, left, right } of shown) {
        left.textContent = numberText(curve.scale.left);
        right.textContent = numberText(curve.scale.right);
      }
    },
    show(place) {
      for (const { curve, output } of shown)
        output.textContent = place === undefined ? "" : valueText(curve, place);
    },
  };
}

interface Head {
  readonly button: HTMLElement;
  readonly output: HTMLElement;
  readonly left: HTMLElement;
  readonly right: HTMLElement;
}

function headOf({ name, unit, meaning, scale, colour }: Curve): Head {
  const button = element("button", `curve c${colour % 6}`);
  button.title = shownText(`${meaning}${unit === undefined ? "" : `, ${unit}`}: click to hide or show`);
  button.dataset["name"] = name;
  const title = element("span", "title", name);
  title.append(element("small", "", unit === undefined ? "" : ` ${unit}`));
  const output = element("output", "value");
  const left = element("span", "end", numberText(scale.left));
  const right = element("span", "end", numberText(scale.right));
  button.append(title, left, output, right);
  return { button, output, left, right };
}

function valueText(curve: Curve, place: number): string {
  const row = nearestAt(curve.sheet.index, place);
  const at = row < 0 ? -1 : nearestValue(curve, row);
  if (at < 0) return "–";
  const [low, high] = [numberText(curve.least[at]!), numberText(curve.greatest[at]!)];
  return low === high ? low : `${low} … ${high}`;
}

function element(tag: string, className: string, words = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = shownText(words);
  return made;
}
