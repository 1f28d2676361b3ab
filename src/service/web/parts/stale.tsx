/** Of when an answer is, where the server did not give a new one; and why there is none. */

import { useCell } from "../cell.js";
import type { Asked } from "../device/answers.js";
import { link } from "../device/link.js";
import { refusalText } from "../words/told.js";
import { momentText, useWords } from "../words/words.js";
import { sentence } from "./fields.js";

export function Stale({ answer, refusal, asking }: Asked<unknown>) {
  const words = useWords();
  const { up } = useCell(link);
  if (refusal !== undefined)
    return (
      <p class="remainder open" role="alert">
        {sentence(refusalText(refusal))}
      </p>
    );
  if (answer === undefined)
    return <p class="empty">{asking ? words.app.loading : words.app.noLinkNothing}</p>;
  return asking || up ? null : <small>{words.app.ofTime(momentText(answer.at))}</small>;
}
