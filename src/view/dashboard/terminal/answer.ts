/** What the keys do: those of `less`, `top` and `vi`, where these agree. */
import type { Key } from "./terminal.js";
import type { ViewState } from "./view.js";

/** What is on the screen while a key is pressed. */
export interface Scene {
  /** Items that are shown at once, and all that a search leaves. */
  readonly room: number;
  readonly items: number;
}

/** Another state of the view, or what the view cannot do itself. */
export type Answer = ViewState | "leave" | "interrupt" | "suspend" | "redraw" | "next" | "previous";

export function answer(state: ViewState, key: Key, scene: Scene): Answer {
  if (key.ctrl) return control(state, key);
  if (state.help) return { ...state, help: false };
  if (state.typing) return typed(state, key);
  const scroll = scrolled(state, key, scene);
  if (scroll !== undefined) return { ...state, scroll };
  if (key.name === "q") return "leave";
  if (key.name === "tab") return key.shift ? "previous" : "next";
  if (key.name === "space" || key.name === "p") return { ...state, paused: !state.paused };
  if (key.sequence === "/") return { ...state, typing: true, search: "", scroll: 0 };
  if (key.sequence === "?" || key.name === "h") return { ...state, help: true };
  if (key.name === "escape") return { ...state, search: undefined };
  return state;
}

function control(state: ViewState, { name }: Key): Answer {
  if (name === "c") return "interrupt";
  if (name === "z") return "suspend";
  return name === "l" ? "redraw" : state;
}

function typed(state: ViewState, { name, sequence }: Key): ViewState {
  const search = state.search ?? "";
  if (name === "return" || name === "enter") return { ...state, typing: false };
  if (name === "escape") return { ...state, typing: false, search: undefined };
  if (name === "backspace") return { ...state, search: search.slice(0, -1), scroll: 0 };
  const isText = /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(sequence);
  return isText ? { ...state, search: search + sequence, scroll: 0 } : state;
}

function scrolled({ scroll }: ViewState, { name, shift }: Key, { room, items }: Scene): number | undefined {
  const last = Math.max(0, items - room);
  const now = Math.min(scroll, last);
  const places: Readonly<Record<string, number>> = {
    up: now - 1,
    k: now - 1,
    down: now + 1,
    j: now + 1,
    pageup: now - room,
    pagedown: now + room,
    home: 0,
    end: last,
    g: shift ? last : 0,
  };
  const place = places[name ?? ""];
  return place === undefined ? undefined : Math.max(0, Math.min(last, place));
}
