/** What came of a message that was sent to see whether it arrives. */
import { useWords } from "../../words/words.js";
import type { Tested } from "./message.js";

/** `wrong`: why it was not even tried. */
export function TestResult({
  wrong,
  tested,
}: {
  readonly wrong: string | undefined;
  readonly tested: Tested | null;
}) {
  const { taken, notTaken } = useWords().messages;
  return (
    <div role="status">
      {wrong !== undefined && <p class="result bad">{wrong}</p>}
      {tested !== null && (
        <p class={tested.taken ? "result" : "result bad"}>
          {tested.taken ? taken : notTaken(tested.error ?? "")}
        </p>
      )}
    </div>
  );
}
