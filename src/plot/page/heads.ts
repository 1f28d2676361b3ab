/** The heads of the tracks, and the values under the cursor in them. Texts of the log are set as texts, never as markup. */
import type { Chart, Curve } from "./chart.js";
import type { Layout } from "./layout.js";
import { nearestAt, nearestValue } from "./pyramid.js";
import { numberText } from "./scale.js";

export interface Heads {
  /** Puts them where the tracks are. */
  place(layout: Layout): void;
  /** Shows the values of the row nearest to a place; of none, nothing. */
  show(place: number | undefined): void;
}

/** `toggle` is called when a curve is to be hidden, or shown again. */
export function makeHeads(parent: HTMLElement, chart: Chart, toggle: (curve: Curve) => void): Heads {
  const values: { readonly curve: Curve; readonly output: HTMLElement }[] = [];
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
  const lane = chart.activity.length > 0 ? label("Activity", "") : undefined;
  lane?.classList.add("lane");
  const tracks = chart.tracks.map(({ curves }) => {
    const box = element("div", "track");
    for (const curve of curves) {
      const { button, output } = headOf(curve);
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
        toggle(curve);
      });
      values.push({ curve, output });
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
      if (layout.lane !== undefined) at(lane, layout.lane.x, layout.lane.width);
      tracks.forEach((box, i) => {
        at(box, layout.tracks[i]!.x, layout.tracks[i]!.width);
      });
    },
    show(place) {
      for (const { curve, output } of values)
        output.textContent = place === undefined ? "" : valueText(curve, place);
    },
  };
}

function headOf({ name, unit, meaning, scale, colour }: Curve): { button: HTMLElement; output: HTMLElement } {
  const button = element("button", `curve c${colour % 6}`);
  button.title = `${meaning}${unit === undefined ? "" : `, ${unit}`}: click to hide or show`;
  button.setAttribute("aria-pressed", "true");
  button.dataset["name"] = name;
  const title = element("span", "title", name);
  title.append(element("small", "", unit === undefined ? "" : ` ${unit}`));
  const output = element("output", "value");
  button.append(
    title,
    element("span", "end", numberText(scale.left)),
    output,
    element("span", "end", numberText(scale.right)),
  );
  return { button, output };
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
  made.textContent = words;
  return made;
}
