/** The strip chart of the dashboard, as it grows: the last minutes or hours, drawn by what draws it there, in parts where a telephone has no room. */
import { useEffect, useRef } from "preact/hooks";
import { dark, light } from "../../../drawing/palette.js";
import type { LiveChart } from "../../../view/dashboard/page/live-chart.js";
import type { Chart, Curve } from "../../../view/plot/page/chart.js";
import { type Heads, makeHeads } from "../../../view/plot/page/heads.js";
import type { Layout } from "../../../view/plot/page/layout.js";
import { paintChart } from "../../../view/plot/page/paint.js";
import { useWords } from "../words/words.js";
import { type StripPart, stripParts } from "./strip-parts.js";
import { useWidth } from "./width.js";

/** CSS pixels, of one part alone and of each of several. */
const HEIGHT = 560;
const HEIGHT_OF_MANY = 300;
const FONT = "Plex, 'IBM Plex Sans Condensed', system-ui, sans-serif";

const isNight = (): boolean => getComputedStyle(document.documentElement).colorScheme === "dark";

interface Strip {
  readonly chart: LiveChart;
  /** Another one when rows have come. */
  readonly version: number;
  /** Milliseconds that are shown. */
  readonly span: number;
}

export function StripChart({ chart, version, span }: Strip) {
  const words = useWords();
  const { place, width } = useWidth();
  /** Curves that somebody does not want to see. */
  const hidden = useRef(new Set<Curve>());
  const parts =
    width === 0
      ? []
      : stripParts(width, {
          tracks: chart.tracks.length,
          withDepth: chart.depth !== undefined,
          lanes: chart.lanes.length,
        });
  return (
    <section class="strip-chart" aria-label={words.rigs.chart}>
      <div ref={place} />
      {parts.map((part) => (
        <Part
          key={`${part.tracks}`}
          strip={{ chart, version, span }}
          part={part}
          height={parts.length > 1 ? HEIGHT_OF_MANY : HEIGHT}
          hidden={hidden.current}
        />
      ))}
    </section>
  );
}

interface Drawn {
  readonly of: LiveChart;
  readonly lanes: number;
  readonly heads: Heads;
}

function Part({
  strip: { chart, version, span },
  part,
  height,
  hidden,
}: {
  readonly strip: Strip;
  readonly part: StripPart;
  readonly height: number;
  readonly hidden: Set<Curve>;
}) {
  const words = useWords();
  const heads = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn | undefined>(undefined);
  const draw = useRef(() => {});
  draw.current = () => {
    const [above, paper] = [heads.current, canvas.current];
    if (above === null || paper === null) return;
    const own = partOf(chart, part);
    if (drawn.current?.of !== chart || drawn.current.lanes !== own.lanes.length) {
      above.replaceChildren();
      drawn.current = {
        of: chart,
        lanes: own.lanes.length,
        heads: makeHeads(above, own, hidden, (curve) => {
          if (!hidden.delete(curve)) hidden.add(curve);
          draw.current();
        }),
      };
    }
    drawn.current.heads.place(part.layout);
    drawn.current.heads.rescale();
    drawn.current.heads.show(chart.index.last);
    paint(paper, own, { layout: part.layout, height, span, hidden });
  };
  useEffect(() => draw.current(), [chart, version, span, part.layout.width, height]);
  useEffect(() => {
    const again = (): void => draw.current();
    const night = matchMedia("(prefers-color-scheme: dark)");
    night.addEventListener("change", again);
    void document.fonts.ready.then(again);
    return () => night.removeEventListener("change", again);
  }, []);
  return (
    <div>
      <div class="strip-heads" ref={heads} />
      <canvas ref={canvas} role="img" aria-label={words.rigs.chart} />
    </div>
  );
}

/** The chart as it stands now, of which a part is drawn. */
function partOf(chart: LiveChart, { isFirst, tracks }: StripPart): Chart {
  const { title, subtitle, index, marks, notes } = chart;
  return {
    title,
    subtitle,
    index,
    marks,
    notes,
    tracks: chart.tracks.slice(...tracks),
    lanes: isFirst ? chart.lanes : [],
    depth: isFirst ? chart.depth : undefined,
  };
}

interface Painting {
  readonly layout: Layout;
  readonly height: number;
  readonly span: number;
  readonly hidden: ReadonlySet<Curve>;
}

function paint(paper: HTMLCanvasElement, chart: Chart, { layout, height, span, hidden }: Painting): void {
  paper.width = Math.round(layout.width * devicePixelRatio);
  paper.height = Math.round(height * devicePixelRatio);
  paper.style.width = `${layout.width}px`;
  paper.style.height = `${height}px`;
  const context = paper.getContext("2d")!;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  const until = chart.index.last;
  const surface = { context, height, palette: isNight() ? dark : light, layout, font: FONT };
  paintChart(surface, chart, { from: until - span, until }, hidden);
}
