/** A menu in one line, whatever the room and the language: entries that have no room are behind the last one, which opens upwards or downwards. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useWords } from "../words/words.js";
import { fitting } from "./fit.js";

export interface NavEntry {
  readonly at: string;
  readonly name: string;
  readonly isOpen: boolean;
}

export function FittingNav({
  label,
  entries,
  class: kind = "",
}: {
  readonly label: string;
  readonly entries: readonly NavEntry[];
  readonly class?: string;
}) {
  const words = useWords();
  const { path } = useLocation();
  const { row, isMeasured, count } = useFitting(entries, words.app.more);
  const [isUnfolded, unfold] = useState(false);
  const folded = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => unfold(false), [path]);
  // As soon as it is drawn: a key that comes at once is meant for it.
  useLayoutEffect(() => {
    if (!isUnfolded) return;
    const leave = ({ target }: Event): void => {
      if (!folded.current?.contains(target as Node)) unfold(false);
    };
    const close = ({ key }: KeyboardEvent): void => {
      if (key !== "Escape") return;
      unfold(false);
      folded.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", leave);
    addEventListener("focusin", leave);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", leave);
      removeEventListener("focusin", leave);
      removeEventListener("keydown", close);
    };
  }, [isUnfolded]);
  const rest = entries.slice(count);
  const hidden = rest.find(({ isOpen }) => isOpen);
  const link = ({ at, name, isOpen }: NavEntry) => (
    <a key={at} href={at} aria-current={isOpen ? "page" : undefined} data-name={name}>
      {name}
    </a>
  );
  return (
    <nav ref={row} class={`fitting ${kind} ${isMeasured ? "measured" : ""}`} aria-label={label}>
      {entries.slice(0, count).map(link)}
      {(rest.length > 0 || !isMeasured) && (
        <div class="rest" ref={folded}>
          <button
            type="button"
            class={hidden === undefined ? "" : "open"}
            aria-expanded={isUnfolded}
            aria-label={hidden === undefined ? undefined : `${hidden.name}, ${words.app.more}`}
            data-name={hidden?.name ?? words.app.more}
            onClick={() => unfold(!isUnfolded)}
          >
            {hidden?.name ?? words.app.more}
          </button>
          <div class="unfolded" hidden={!isUnfolded}>
            {rest.map(link)}
          </div>
        </div>
      )}
    </nav>
  );
}

/** How many entries fit: all are drawn once, before anybody sees them, for how wide they are in this language and font. */
function useFitting(entries: readonly NavEntry[], more: string) {
  const row = useRef<HTMLElement>(null);
  const [room, hasRoom] = useState(0);
  const [drawn, keep] = useState<{ readonly names: string; readonly widths: readonly number[] }>();
  const names = [...entries.map(({ name }) => name), more].join("\n");
  const isMeasured = drawn?.names === names;
  useLayoutEffect(() => {
    // Where the menu is not shown, nothing of it has a width.
    if (isMeasured || row.current!.clientWidth === 0) return;
    const all = [...row.current!.querySelectorAll<HTMLElement>(":scope > a, .rest > button")];
    keep({ names, widths: all.map((one) => one.getBoundingClientRect().width) });
  }, [names, isMeasured, room]);
  useLayoutEffect(() => {
    const own = row.current!;
    const watching = new ResizeObserver(() => hasRoom(own.clientWidth));
    watching.observe(own);
    hasRoom(own.clientWidth);
    let isHere = true;
    // Text is as wide as its font, which may come after the page.
    void document.fonts.ready.then(() => isHere && keep(undefined));
    return () => {
      isHere = false;
      watching.disconnect();
    };
  }, []);
  if (!isMeasured) return { row, isMeasured, count: entries.length };
  const open = entries.findIndex(({ isOpen }) => isOpen);
  const widths = drawn.widths.slice(0, -1);
  return { row, isMeasured, count: fitting({ widths, open, more: drawn.widths.at(-1)! }, room) };
}
