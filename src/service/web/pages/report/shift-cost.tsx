/** What a report comes to, for those who see prices: of a final one its lines in the bill, of another what it would add. */
import type { WireLine } from "../../../shift/bill-wire.js";
import { useAnswer } from "../../device/answers.js";
import { may } from "../../device/session.js";
import { useWords } from "../../words/words.js";
import { Lines } from "../office/boq/lines.js";

interface Priced {
  readonly contract: string | null;
  readonly currency: string | null;
  readonly counts: boolean;
  readonly lines: readonly WireLine[];
}

export function ShiftCost({ shift, version }: { readonly shift: string; readonly version: number }) {
  const words = useWords();
  const { answer } = useAnswer<Priced>(may("price:read") ? `/shifts/${shift}/boq` : null, version);
  const body = answer?.body;
  if (body === undefined || body.currency === null || body.lines.length === 0) return null;
  return (
    <details class="card">
      <summary>
        <span>
          {words.boq.shift}
          {!body.counts && <small> · {words.boq.wouldAdd}</small>}
        </span>
      </summary>
      <Lines
        lines={body.lines.map((line) => ({ ...line, shift: null }))}
        by="work"
        currency={body.currency}
      />
    </details>
  );
}
