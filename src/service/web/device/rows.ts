/** All pages of a list of the server, kept like an answer: what was seen once is there without a link. */
import { useEffect, useState } from "preact/hooks";
import { type Answer, type Asked, keepAnswer, keptAnswer } from "./answers.js";
import { listOf } from "./master.js";

type Rows<Row> = Asked<readonly Row[]>;

/** Null asks nothing. `version` is another number whenever it should be asked again. */
export function useRows<Row>(path: string | null, version = 0): Rows<Row> {
  const [asked, show] = useState<Rows<Row> & { readonly path: string | null }>({
    path: null,
    answer: undefined,
    refusal: undefined,
    asking: true,
  });
  useEffect(() => {
    if (path === null) return;
    let gone = false;
    const put = (answer: Answer<readonly Row[]> | undefined, asking: boolean): void => {
      if (!gone) show({ path, answer, refusal: undefined, asking });
    };
    void (async () => {
      const key = `all ${path}`;
      const kept = await keptAnswer<readonly Row[]>(key);
      put(kept, true);
      const rows = (await listOf(path)) as readonly Row[] | undefined;
      if (rows === undefined) return put(kept, false);
      await keepAnswer(key, rows);
      put({ body: rows, etag: null, at: Date.now() }, false);
    })();
    return () => {
      gone = true;
    };
  }, [path, version]);
  return asked.path === path ? asked : { answer: undefined, refusal: undefined, asking: path !== null };
}
