/** How wide a place is, in pixels, as it changes: what is drawn there is drawn anew and never scaled, so that its words stay as large. */
import { useEffect, useRef, useState } from "preact/hooks";

/** 0 until it is measured. */
export function useWidth(): { readonly place: { current: HTMLDivElement | null }; readonly width: number } {
  const place = useRef<HTMLDivElement | null>(null);
  const [width, measure] = useState(0);
  useEffect(() => {
    const own = place.current;
    if (own === null) return;
    const watching = new ResizeObserver(([entry]) => measure(Math.floor(entry!.contentRect.width)));
    watching.observe(own);
    measure(Math.floor(own.getBoundingClientRect().width));
    return () => watching.disconnect();
  }, []);
  return { place, width };
}
