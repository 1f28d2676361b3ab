/** A chart on a page: draws it, and answers wheel, pointer and keys. Whoever lets the chart grow says so. */

import { dark, light } from "../../../drawing/palette.js";
import { momentText } from "../../../drawing/steps.js";
import type { Chart, Curve } from "./chart.js";
import { paintCursor, placeText, readingText } from "./cursor.js";
import { type Heads, makeHeads } from "./heads.js";
import { answerKeys } from "./keys.js";
import { type Layout, layoutOf } from "./layout.js";
import { paintChart, paintOverview, type Surface } from "./paint.js";
import { followPointer } from "./pointer.js";
import type { Stage } from "./stage.js";
import { clamped, type Range } from "./view.js";

const FONT = "system-ui, 'Segoe UI', Roboto, sans-serif";
export interface Viewer {
  /** Shows this part of the index, or as much of it as there is. */
  look(at: Range): void;
  /** Rows were added, or scales have changed: what is in view is drawn anew. */
  grown(): void;
  /** The lane of activities came or went. */
  rebuild(): void;
  /** Shows another chart in its place. Curves of the same name stay hidden. */
  replace(chart: Chart): void;
  readonly view: Range;
}

/**
 * Of a chart with a curve at least. `whole` tells how far one may look, which may grow; the index of the chart unless
 * told. `looked` is called after the user has looked elsewhere.
 */
export function openViewer(
  first: Chart,
  whole: () => Range = () => ({ from: first.index.first, until: first.index.last }),
  looked: () => void = () => {},
): Viewer {
  const part = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
  const [body, curves, cursor] = [
    part("body"),
    part<HTMLCanvasElement>("curves"),
    part<HTMLCanvasElement>("cursor"),
  ];
  const [range, reading] = [part("range"), part("reading")];
  let chart = first;
  const hidden = new Set<Curve>();
  let heads: Heads;
  const night = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;
  let view = whole();
  let layout: Layout;
  let height = 0;
  let asked = false;
  /** Of an edge of the view, which stands at any fraction of a second. */
  const edgeText = (place: number): string =>
    chart.index.kind === "time" && view.until - view.from > 60_000
      ? momentText(Math.round(place / 1000) * 1000)
      : placeText(chart, place);
  const surface = (canvas: HTMLCanvasElement): Surface => ({
    context: canvas.getContext("2d")!,
    height,
    palette: night.matches && !printing ? dark : light,
    layout,
    font: FONT,
  });

  /** The shortest range that it makes sense to look at. */
  function shortest(): number {
    const steps = chart.tracks.flatMap((track) => track.curves.map((curve) => curve.sheet.step));
    const { from, until } = whole();
    return Math.max(8 * Math.min(...steps), (until - from) * 1e-9);
  }

  function build(): void {
    part("heads").replaceChildren();
    heads = makeHeads(part("heads"), chart, hidden, (curve) => {
      if (!hidden.delete(curve)) hidden.add(curve);
      redraw();
    });
  }

  function resize(): void {
    layout = layoutOf(body.clientWidth, chart.tracks.length, chart.depth !== undefined, chart.lanes.length);
    height = Math.max(120, Math.floor(body.clientHeight));
    heads.place(layout);
    for (const canvas of [curves, cursor]) {
      canvas.width = Math.round(layout.width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
      canvas.style.width = `${layout.width}px`;
      canvas.style.height = `${height}px`;
      canvas.getContext("2d")!.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    }
    draw();
  }

  function draw(): void {
    asked = false;
    const to = surface(curves);
    paintChart(to, chart, view, hidden);
    paintOverview(to, chart, view);
    range.textContent = `${edgeText(view.from)} to ${edgeText(view.until)}`;
    drawCursor();
  }

  /** Once a frame, however many events come between. */
  function redraw(): void {
    if (!asked) requestAnimationFrame(draw);
    asked = true;
  }

  function drawCursor(): void {
    const place = paintCursor(surface(cursor), stage, pointer);
    reading.textContent = place === undefined ? "" : readingText(chart, place);
    heads.show(place);
  }

  function look(at: Range): void {
    view = clamped(at, whole(), shortest());
    redraw();
  }

  const stage: Stage = {
    get chart() {
      return chart;
    },
    get layout() {
      return layout;
    },
    get height() {
      return height;
    },
    get view() {
      return view;
    },
    get whole() {
      return whole();
    },
    placeAt: (y) => view.from + (y / height) * (view.until - view.from),
    turn(at) {
      look(at);
      looked();
    },
    drawCursor,
  };
  const pointer = followPointer(cursor, stage);
  answerKeys(stage, part);

  night.addEventListener("change", redraw);
  addEventListener("beforeprint", () => {
    printing = true;
    draw();
  });
  addEventListener("afterprint", () => {
    printing = false;
    draw();
  });
  build();
  resize();
  new ResizeObserver(resize).observe(body);
  document.documentElement.dataset["ready"] = "yes";
  return {
    look,
    grown() {
      heads.rescale();
      redraw();
    },
    rebuild() {
      build();
      resize();
    },
    replace(other) {
      const names = new Set([...hidden].map(({ name }) => name));
      hidden.clear();
      chart = other;
      for (const curve of chart.tracks.flatMap((track) => track.curves)) {
        if (names.has(curve.name)) hidden.add(curve);
      }
      build();
      resize();
    },
    get view() {
      return view;
    },
  };
}
