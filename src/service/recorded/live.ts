/**
 * What a stream records now, for those who look at a rig: its journal is followed as long as somebody looks, and a while longer, once for
 * all who do. Nothing is written, and the stream does not know of it.
 */
import { LiveAnalysis } from "../../bulk/analysis/live-analysis.js";
import { readHead } from "../../dataset/manifest-file.js";
import { dataOptionsIn } from "../../dataset/options-in.js";
import { Dashboard } from "../../view/dashboard/dashboard.js";
import { followJournal } from "../../view/dashboard/follow-journal.js";
import { STALE_AFTER } from "../../view/dashboard/snapshot.js";
import { LiveBoards } from "../../view/dashboard/web/live-boards.js";
import { catalogOf } from "../../wits/catalog/overlay.js";
import type { AllowedDataset } from "./allowed.js";

/** Whose data is looked at. */
export interface LookedAt {
  /** One link of the dataset. */
  readonly link?: string | undefined;
  readonly well?: string | undefined;
}

export interface Looker {
  send(event: string, message: unknown): void;
  /** The service ends. */
  end(): void;
}

export interface LiveDatasets {
  /** Undefined where no stream records into it. What is given back is called when nobody looks any more. */
  look(dataset: AllowedDataset, at: LookedAt, looker: Looker): Promise<(() => void) | undefined>;
  stop(): Promise<void>;
}

/** Milliseconds for which a journal is followed after the last has left: who comes back has the chart at once. */
const AFTER = 60_000;

interface Following {
  readonly dashboard: Dashboard;
  readonly boards: LiveBoards;
  readonly end: AbortController;
  readonly done: Promise<void>;
  timer: NodeJS.Timeout | undefined;
}

export function liveDatasets(failed: (dataset: string, error: unknown) => void): LiveDatasets {
  const followed = new Map<string, Promise<Following | undefined>>();
  const leave = (path: string, one: Following): void => {
    followed.delete(path);
    one.end.abort();
    one.boards.stop();
  };
  const follow = async ({ id, path }: AllowedDataset): Promise<Following | undefined> => {
    const head = await readHead(path).catch(() => undefined);
    if (head?.live !== true) return undefined;
    const data = await dataOptionsIn(head.options);
    const utc = data.timezone !== undefined;
    const dashboard = new Dashboard(new LiveAnalysis({ catalog: catalogOf(data.map), utc }));
    const viewing = { chosen: undefined, staleAfter: STALE_AFTER };
    const boards = new LiveBoards(dashboard, { viewing, tracks: undefined, utc });
    const end = new AbortController();
    boards.start();
    const done = followJournal(path, dashboard, { data }, end.signal).catch((error: unknown) => {
      if (!end.signal.aborted) failed(id, error);
      followed.delete(path);
      boards.stop();
    });
    return { dashboard, boards, end, done, timer: undefined };
  };
  return {
    async look(dataset, at, looker) {
      const { path } = dataset;
      let found = followed.get(path);
      if (found === undefined) {
        found = follow(dataset);
        followed.set(path, found);
      }
      const one = await found.catch((error: unknown) => {
        followed.delete(path);
        throw error;
      });
      if (one === undefined) {
        followed.delete(path);
        return undefined;
      }
      clearTimeout(one.timer);
      const isOwn = (link: string): boolean =>
        at.link === undefined || link === at.link || link.startsWith(`${at.link}/`);
      const quiet = one.boards.add({
        // Of a rig that drills several wells, the one that speaks now; another rig's board is never told.
        board: () =>
          one.dashboard.boards
            .filter(({ link, well }) => isOwn(link) && (at.well === undefined || well?.trim() === at.well))
            .sort((one, other) => (other.arrival ?? 0) - (one.arrival ?? 0))[0]?.name ?? "",
        shown: (snapshot) => ({
          ...snapshot,
          // Before the first link is known, the folder stands for it, which is nobody's to know.
          links: snapshot.links.flatMap((one) =>
            one.name === path ? [{ ...one, name: dataset.id }] : isOwn(one.name) ? [one] : [],
          ),
          boards: [],
        }),
        send: (event, message) => looker.send(event, message),
        flush() {},
        close: () => looker.end(),
      });
      return () => {
        quiet();
        if (one.boards.listeners > 0) return;
        clearTimeout(one.timer);
        one.timer = setTimeout(() => {
          if (one.boards.listeners === 0) leave(path, one);
        }, AFTER);
        one.timer.unref();
      };
    },
    async stop() {
      for (const [path, found] of [...followed]) {
        const one = await found.catch(() => undefined);
        if (one === undefined) continue;
        clearTimeout(one.timer);
        leave(path, one);
        await one.done;
      }
    },
  };
}
