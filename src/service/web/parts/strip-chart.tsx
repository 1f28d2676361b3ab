/** The strip chart of the dashboard, as it grows: the last minutes or hours, drawn by what draws it there. */
import { useEffect, useRef } from "preact/hooks";
import { dark, light } from "../../../drawing/palette.js";
import type { LiveChart } from "../../../view/dashboard/page/live-chart.js";
import type { Curve } from "../../../view/plot/page/chart.js";
import { type Heads, makeHeads } from "../../../view/plot/page/heads.js";
import { type Layout, layoutOf } from "../../../view/plot/page/layout.js";
import { paintChart } from "../../../view/plot/page/paint.js";
import { useWords } from "../words/words.js";

const HEIGHT = 560;
const FONT = "Plex, 'IBM Plex Sans Condensed', system-ui, sans-serif";

const isNight = (): boolean => getComputedStyle(document.documentElement).colorScheme === "dark";

export function StripChart({
  chart,
  version,
  span,
}: {
  readonly chart: LiveChart;
  /** Another one when rows have come. */
  readonly version: number;
  /** Milliseconds that are shown. */
  readonly span: number;
}) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const heads = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<{ readonly of: LiveChart; readonly lanes: number; readonly heads: Heads } | undefined>(
    undefined,
  );
  /** Curves that somebody does not want to see. */
  const hidden = useRef(new Set<Curve>());
  const draw = useRef(() => {});
  draw.current = () => {
    const [room, above, paper] = [box.current, heads.current, canvas.current];
    if (room === null || above === null || paper === null) return;
    if (drawn.current?.of !== chart || drawn.current.lanes !== chart.lanes.length) {
      above.replaceChildren();
      drawn.current = {
        of: chart,
        lanes: chart.lanes.length,
        heads: makeHeads(above, chart, hidden.current, (curve) => {
          if (!hidden.current.delete(curve)) hidden.current.add(curve);
          draw.current();
        }),
      };
    }
    const layout = layoutOf(
      room.clientWidth,
      chart.tracks.length,
      chart.depth !== undefined,
      chart.lanes.length,
    );
    drawn.current.heads.place(layout);
    drawn.current.heads.rescale();
    drawn.current.heads.show(chart.index.last);
    paint(paper, chart, { layout, span, hidden: hidden.current });
  };
  useEffect(() => draw.current(), [chart, version, span]);
  useEffect(() => {
    const again = (): void => draw.current();
    const resized = new ResizeObserver(again);
    resized.observe(box.current!);
    const night = matchMedia("(prefers-color-scheme: dark)");
    night.addEventListener("change", again);
    void document.fonts.ready.then(again);
    return () => {
      resized.disconnect();
      night.removeEventListener("change", again);
    };
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways where there is no room
    <section class="strip-chart" ref={box} tabIndex={0} aria-label={words.rigs.chart}>
      <div class="strip-heads" ref={heads} />
      <canvas ref={canvas} role="img" aria-label={words.rigs.chart} />
    </section>
  );
}

interface Painting {
  readonly layout: Layout;
  readonly span: number;
  readonly hidden: ReadonlySet<Curve>;
}

function paint(paper: HTMLCanvasElement, chart: LiveChart, { layout, span, hidden }: Painting): void {
  paper.width = Math.round(layout.width * devicePixelRatio);
  paper.height = Math.round(HEIGHT * devicePixelRatio);
  paper.style.width = `${layout.width}px`;
  paper.style.height = `${HEIGHT}px`;
  const context = paper.getContext("2d")!;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  const until = chart.index.last;
  const surface = { context, height: HEIGHT, palette: isNight() ? dark : light, layout, font: FONT };
  paintChart(surface, chart, { from: until - span, until }, hidden);
}
