/** What stands beside and above the chart: the links, what the rig does, the latest values. Texts are set as texts, and nothing in them is unseen. */

import { momentText } from "../../../drawing/steps.js";
import { shownText } from "../../../text/shown-text.js";
import { ageText, bytesText, framesText } from "../age.js";
import type { ItemRow, LinkRow, Snapshot } from "../shown.js";
import { eventText, openText } from "./rig-text.js";

export interface Aside {
  show(snapshot: Snapshot): void;
}

const MARKS: Readonly<Record<LinkRow["state"], string>> = {
  connecting: "◌",
  open: "●",
  stale: "◐",
  waiting: "○",
  closed: "·",
};

/** `clock` names that of the frames' times. `choose` is called with the board that is to be shown. */
export function makeAside(clock: string, choose: (board: string) => void): Aside {
  const place = (id: string): HTMLElement => document.getElementById(id)!;
  const boards = place("boards") as HTMLSelectElement;
  boards.addEventListener("change", () => choose(boards.value));
  const search = place("search") as HTMLInputElement;
  let last: Snapshot | undefined;
  search.addEventListener("input", () => {
    if (last !== undefined) showItems(last);
  });

  function showBoards({ boards: all, board }: Snapshot): void {
    const names = all.map(({ name }) => name);
    const known = [...boards.options].map(({ value }) => value);
    if (names.join("\n") !== known.join("\n")) {
      boards.replaceChildren(
        ...all.map(({ name, label }) => {
          const option = document.createElement("option");
          [option.value, option.textContent] = [name, shownText(label)];
          return option;
        }),
      );
    }
    if (board !== undefined && document.activeElement !== boards) boards.value = board.name;
    boards.hidden = all.length < 2;
  }

  function showHeadlines({ board }: Snapshot): void {
    place("headlines").replaceChildren(
      ...(board?.headlines ?? []).map(({ label, value, unit, stale }) => {
        const box = made("div", stale ? "headline stale" : "headline");
        box.append(made("span", "label", label), made("b", "", value), made("small", "", unit));
        return box;
      }),
      made("div", "doing", board?.activity ?? ""),
    );
    const { timestamp } = board ?? {};
    place("time").textContent =
      timestamp === undefined ? "" : `${momentText(timestamp).slice(0, 19)} ${clock}`;
  }

  function showRig({ board }: Snapshot): void {
    const rig = board?.rig;
    const box = place("rig");
    box.hidden = rig === undefined;
    if (rig === undefined) return;
    const lasts = rig.lasts === undefined ? "" : ` for ${ageText(rig.lasts)}`;
    const state = made("p");
    state.append(made("b", "", rig.state), made("span", "", `${lasts}: ${rig.why}`));
    const count = made("p", "", `Events: ${openText(rig)}. ${rig.note}`);
    const events = rig.events.map((event) => {
      const line = made("p", `event ${event.severity}`);
      const words = `: ${eventText(event)}: ${event.evidence}. ${event.advice}`;
      line.append(made("b", "", `! ${event.name}`), made("span", "", words));
      return line;
    });
    box.replaceChildren(state, count, ...events);
  }

  function showLinks({ links }: Snapshot): void {
    place("links").replaceChildren(
      ...links.map((link) => {
        const box = made("li", link.state);
        const state = made("span", "state", `${MARKS[link.state]} ${link.state}`);
        const age = link.age === undefined ? "never" : `${ageText(link.age)} ago`;
        const rate = `${framesText(link.framesPerSecond)} frames · ${bytesText(link.bytesPerSecond)} · last ${age}`;
        box.append(made("b", "", link.name), state, made("small", "", link.trouble ?? rate));
        return box;
      }),
    );
  }

  function showItems({ board }: Snapshot): void {
    const words = search.value.toUpperCase().split(/\s+/).filter(Boolean);
    const rows = (board?.items ?? []).filter(({ code, label, name }) =>
      words.every((word) => `${code} ${label} ${name}`.toUpperCase().includes(word)),
    );
    place("items").replaceChildren(...rows.map(itemRow));
  }

  return {
    show(snapshot) {
      last = snapshot;
      showBoards(snapshot);
      showHeadlines(snapshot);
      showRig(snapshot);
      showLinks(snapshot);
      showItems(snapshot);
    },
  };
}

function itemRow({ code, label, name, value, unit, age, stale }: ItemRow): HTMLElement {
  const row = made("tr", stale ? "stale" : "");
  row.title = shownText(`${code} ${name}`);
  const since = age === undefined ? "not yet" : `${stale ? "stale " : ""}${ageText(age)}`;
  row.append(
    made("td", "item", label),
    made("td", "number", value),
    made("td", "unit", unit),
    made("td", "age", since),
  );
  return row;
}

function made(tag: string, className = "", words = ""): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.textContent = shownText(words);
  return element;
}
