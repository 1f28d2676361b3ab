/** A chart on a page: draws it, and answers wheel, pointer and keys. Whoever lets the chart grow says so. */
import type { Chart, Curve } from "./chart.js";
import { type Heads, makeHeads } from "./heads.js";
import { type Layout, layoutOf } from "./layout.js";
import { paintChart, paintOverview, type Surface } from "./paint.js";
import { dark, light } from "./palette.js";
import { nearestAt, valueNear } from "./pyramid.js";
import { numberText } from "./scale.js";
import { momentText } from "./steps.js";
import { clamped, moved, type Range, zoomed } from "./view.js";

const FONT = "system-ui, 'Segoe UI', Roboto, sans-serif";
/** Pixels that the pointer moves before it is a drag. */
const DRAG = 4;

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
  /** Where the pointer is, in pixels of the body; undefined when it is elsewhere. */
  let pointer: { x: number; y: number } | undefined;
  let drag:
    | { readonly kind: "select" | "pan" | "overview"; readonly y: number; readonly view: Range }
    | undefined;

  const textOf = (place: number): string =>
    chart.index.kind === "time"
      ? momentText(Math.round(place))
      : `${numberText(place)} ${chart.index.unit ?? ""}`.trim();
  /** Of an edge of the view, which stands at any fraction of a second. */
  const edgeText = (place: number): string =>
    chart.index.kind === "time" && view.until - view.from > 60_000
      ? momentText(Math.round(place / 1000) * 1000)
      : textOf(place);
  const placeAt = (y: number): number => view.from + (y / height) * (view.until - view.from);
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
    layout = layoutOf(
      body.clientWidth,
      chart.tracks.length,
      chart.depth !== undefined,
      chart.activity.length > 0,
    );
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
    const { context, palette } = surface(cursor);
    context.clearRect(0, 0, layout.width, height);
    const over = pointer !== undefined && pointer.x < layout.overview.x ? pointer : undefined;
    if (over === undefined) {
      heads.show(undefined);
      reading.textContent = "";
      return;
    }
    const { index } = chart.tracks[0]!.curves[0]!.sheet;
    const row = nearestAt(index, placeAt(over.y));
    const place = index[row] ?? placeAt(over.y);
    const at = ((place - view.from) / (view.until - view.from)) * height;
    if (drag?.kind === "select" && Math.abs(over.y - drag.y) >= DRAG) {
      context.fillStyle = palette.curves[0]!;
      context.globalAlpha = 0.18;
      context.fillRect(0, Math.min(drag.y, over.y), layout.overview.x - 5, Math.abs(over.y - drag.y));
      context.globalAlpha = 1;
    }
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, Math.round(at) + 0.5);
    context.lineTo(layout.overview.x - 5, Math.round(at) + 0.5);
    context.stroke();
    const run = chart.activity.find(({ from, until }) => from <= place && place <= until);
    const depth = chart.depth && valueNear(chart.depth, place);
    reading.textContent = [
      textOf(place),
      depth === undefined ? "" : `${numberText(depth)} ${chart.depth?.unit ?? ""}`.trim(),
      run === undefined ? "" : (chart.activityNames[run.code] ?? ""),
    ]
      .filter((one) => one !== "")
      .join(" · ");
    heads.show(place);
  }

  function look(at: Range): void {
    view = clamped(at, whole(), shortest());
    redraw();
  }

  /** The user looks elsewhere. */
  function turn(at: Range): void {
    look(at);
    looked();
  }

  const pointed = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = cursor.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  /** Moves the view so that its middle is where the pointer stands in the overview. */
  const lookThere = (y: number): void => {
    const middle = whole().from + (y / height) * (whole().until - whole().from);
    const half = (view.until - view.from) / 2;
    turn({ from: middle - half, until: middle + half });
  };

  cursor.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { y } = pointed(event);
      const wheel = (event.deltaY || event.deltaX) * (event.deltaMode === 1 ? 16 : 1);
      turn(
        event.shiftKey
          ? moved(view, wheel / height)
          : zoomed(view, placeAt(y), Math.exp(Math.max(-400, Math.min(400, wheel)) * 0.0018)),
      );
    },
    { passive: false },
  );
  cursor.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointer = pointed(event);
    cursor.setPointerCapture(event.pointerId);
    const left = layout.tracks[0]!.x;
    const kind =
      pointer.x >= layout.overview.x
        ? "overview"
        : event.pointerType === "touch" || pointer.x < left
          ? "pan"
          : "select";
    drag = { kind, y: pointer.y, view };
    if (kind === "overview") lookThere(pointer.y);
  });
  cursor.addEventListener("pointermove", (event) => {
    pointer = pointed(event);
    if (drag?.kind === "overview") lookThere(pointer.y);
    else if (drag?.kind === "pan") turn(moved(drag.view, (drag.y - pointer.y) / height));
    else drawCursor();
  });
  cursor.addEventListener("pointerup", (event) => {
    const { y } = pointed(event);
    const from = drag?.y ?? y;
    const selects = drag?.kind === "select" && Math.abs(y - from) >= DRAG;
    drag = undefined;
    if (selects) turn({ from: placeAt(Math.min(from, y)), until: placeAt(Math.max(from, y)) });
    else drawCursor();
  });
  cursor.addEventListener("pointercancel", () => {
    drag = undefined;
  });
  cursor.addEventListener("pointerleave", () => {
    pointer = undefined;
    drawCursor();
  });
  cursor.addEventListener("dblclick", () => turn(whole()));

  const middle = (): number => (view.from + view.until) / 2;
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => turn(moved(view, 0.1)),
    ArrowUp: () => turn(moved(view, -0.1)),
    PageDown: () => turn(moved(view, 0.9)),
    PageUp: () => turn(moved(view, -0.9)),
    " ": () => turn(moved(view, 0.9)),
    Home: () => turn({ from: whole().from, until: whole().from + view.until - view.from }),
    End: () => turn({ from: whole().until - view.until + view.from, until: whole().until }),
    "+": () => turn(zoomed(view, middle(), 0.5)),
    "=": () => turn(zoomed(view, middle(), 0.5)),
    "-": () => turn(zoomed(view, middle(), 2)),
    "0": () => turn(whole()),
    Escape: () => turn(whole()),
  };
  document.addEventListener("keydown", (event) => {
    const answer = keys[event.key];
    if (answer === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    answer();
  });
  part("closer").addEventListener("click", () => turn(zoomed(view, middle(), 0.5)));
  part("wider").addEventListener("click", () => turn(zoomed(view, middle(), 2)));
  part("whole").addEventListener("click", () => turn(whole()));

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
