/** Wheel and pointer on a chart: they zoom, pan, select a range, and look elsewhere by the overview. */
import type { Stage } from "./stage.js";
import { moved, type Range, zoomed } from "./view.js";

/** Pixels that the pointer moves before it is a drag. */
const DRAG = 4;

export interface Pointer {
  /** In pixels of the body; undefined when it is elsewhere, or over the overview. */
  readonly over: { readonly x: number; readonly y: number } | undefined;
  /** The heights between which the user is about to select; undefined when not. */
  readonly selects: readonly [from: number, to: number] | undefined;
}

export function followPointer(canvas: HTMLElement, stage: Stage): Pointer {
  let at: { x: number; y: number } | undefined;
  let drag:
    | { readonly kind: "select" | "pan" | "overview"; readonly y: number; readonly view: Range }
    | undefined;

  const pointed = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  /** Moves the view so that its middle is where the pointer stands in the overview. */
  const lookThere = (y: number): void => {
    const { whole, view, height } = stage;
    const middle = whole.from + (y / height) * (whole.until - whole.from);
    const half = (view.until - view.from) / 2;
    stage.turn({ from: middle - half, until: middle + half });
  };

  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { y } = pointed(event);
      const wheel = (event.deltaY || event.deltaX) * (event.deltaMode === 1 ? 16 : 1);
      stage.turn(
        event.shiftKey
          ? moved(stage.view, wheel / stage.height)
          : zoomed(stage.view, stage.placeAt(y), Math.exp(Math.max(-400, Math.min(400, wheel)) * 0.0018)),
      );
    },
    { passive: false },
  );
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    at = pointed(event);
    canvas.setPointerCapture(event.pointerId);
    const left = stage.layout.tracks[0]!.x;
    const kind =
      at.x >= stage.layout.overview.x
        ? "overview"
        : event.pointerType === "touch" || at.x < left
          ? "pan"
          : "select";
    drag = { kind, y: at.y, view: stage.view };
    if (kind === "overview") lookThere(at.y);
  });
  canvas.addEventListener("pointermove", (event) => {
    at = pointed(event);
    if (drag?.kind === "overview") lookThere(at.y);
    else if (drag?.kind === "pan") stage.turn(moved(drag.view, (drag.y - at.y) / stage.height));
    else stage.drawCursor();
  });
  canvas.addEventListener("pointerup", (event) => {
    const { y } = pointed(event);
    const from = drag?.y ?? y;
    const selects = drag?.kind === "select" && Math.abs(y - from) >= DRAG;
    drag = undefined;
    if (selects) {
      stage.turn({ from: stage.placeAt(Math.min(from, y)), until: stage.placeAt(Math.max(from, y)) });
    } else stage.drawCursor();
  });
  canvas.addEventListener("pointercancel", () => {
    drag = undefined;
  });
  canvas.addEventListener("pointerleave", () => {
    at = undefined;
    stage.drawCursor();
  });
  canvas.addEventListener("dblclick", () => stage.turn(stage.whole));

  return {
    get over() {
      return at !== undefined && at.x < stage.layout.overview.x ? at : undefined;
    },
    get selects() {
      if (at === undefined || drag?.kind !== "select" || Math.abs(at.y - drag.y) < DRAG) return undefined;
      return [Math.min(drag.y, at.y), Math.max(drag.y, at.y)] as const;
    },
  };
}
