/** Reports that are read and not written here: asked for by their ids, as the device last had them where there is no link. */
import { useEffect, useState } from "preact/hooks";
import type { Id, ShiftDocument } from "../../shift/document.js";
import { documentFromWire } from "../../shift/wire.js";
import { keptAnswer, refreshed } from "./answers.js";

export type Documents = ReadonlyMap<Id, ShiftDocument>;

/** `version` is another number whenever they should be asked for again. */
export function useDocuments(ids: readonly Id[], version = 0): Documents {
  const [found, put] = useState<Documents>(new Map());
  const key = ids.join();
  useEffect(() => {
    let gone = false;
    const take = (id: Id, body: unknown): void => {
      const document = documentFromWire(body).value;
      if (!gone && document !== undefined) put((before) => new Map(before).set(id, document));
    };
    for (const id of ids)
      void (async () => {
        const path = `/shifts/${id}`;
        const kept = await keptAnswer(path);
        if (kept !== undefined) take(id, kept.body);
        const { answer } = await refreshed(path);
        if (answer !== undefined) take(id, answer.body);
      })();
    return () => {
      gone = true;
    };
  }, [key, version]);
  return found;
}
