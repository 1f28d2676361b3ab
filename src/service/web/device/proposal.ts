/** What the rig proposes for a report, as the device last heard of it: asked again each minute while the shift goes on and the page is looked at. */
import { useEffect, useState } from "preact/hooks";
import { HOUR, MINUTE } from "../../shift/clock.js";
import { proposalFromWire, type RigProposal } from "../../shift/proposed.js";
import { refreshed, useAnswer } from "./answers.js";
import { isWritable, type KeptReport } from "./kept-report.js";
import { reports } from "./reports.js";

const pathOf = (shift: string): string => `/shifts/${shift}/prefill`;

/** The last rows of a shift come some time after it. */
const LATE = HOUR;

export function useProposal(
  shift: { readonly id: string; readonly endsAt: number },
  isOnServer: boolean,
): RigProposal | undefined {
  const [version, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && Date.now() < shift.endsAt + LATE)
        again((count) => count + 1);
    }, MINUTE);
    return () => clearInterval(timer);
  }, [shift.id, shift.endsAt]);
  const { answer } = useAnswer<unknown>(isOnServer ? pathOf(shift.id) : null, version);
  return answer === undefined ? undefined : proposalFromWire(answer.body);
}

/** Of the reports that are being written, so that there is something to take when the link has gone. */
export async function fetchProposals(): Promise<void> {
  const open = [...reports.get().values()].filter((report: KeptReport) => isWritable(report));
  for (const { id, server } of open) if (server !== null) await refreshed(pathOf(id));
}
