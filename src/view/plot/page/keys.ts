/** Keys and buttons of a chart: they move and zoom the view. */
import type { Stage } from "./stage.js";
import { moved, zoomed } from "./view.js";

/** `buttonOf` finds the buttons of the page. */
export function answerKeys(stage: Stage, buttonOf: (id: string) => HTMLElement): void {
  const move = (share: number) => () => stage.turn(moved(stage.view, share));
  const zoom = (factor: number) => () =>
    stage.turn(zoomed(stage.view, (stage.view.from + stage.view.until) / 2, factor));
  const showAll = (): void => stage.turn(stage.whole);
  const length = (): number => stage.view.until - stage.view.from;
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: move(0.1),
    ArrowUp: move(-0.1),
    PageDown: move(0.9),
    PageUp: move(-0.9),
    " ": move(0.9),
    Home: () => stage.turn({ from: stage.whole.from, until: stage.whole.from + length() }),
    End: () => stage.turn({ from: stage.whole.until - length(), until: stage.whole.until }),
    "+": zoom(0.5),
    "=": zoom(0.5),
    "-": zoom(2),
    "0": showAll,
    Escape: showAll,
  };
  document.addEventListener("keydown", (event) => {
    const answer = keys[event.key];
    if (answer === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    answer();
  });
  buttonOf("closer").addEventListener("click", zoom(0.5));
  buttonOf("wider").addEventListener("click", zoom(2));
  buttonOf("whole").addEventListener("click", showAll);
}
