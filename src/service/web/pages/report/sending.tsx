/** Where a report is: on this device, on its way, on the server, or held up, and why. */
import { useCell } from "../../cell.js";
import { isUnsent, type KeptReport } from "../../device/kept-report.js";
import { isOnDisk } from "../../device/reports.js";
import { momentText, useWords } from "../../words/words.js";

export function Sending({ report }: { readonly report: KeptReport }) {
  const words = useWords();
  const { trouble, receipt } = report;
  const onDisk = useCell(isOnDisk);
  if (!onDisk)
    return (
      <span class="standing">
        <span class="dot waits" />
        {words.report.saving}
      </span>
    );
  if (trouble !== null && (isUnsent(report) || report.sending !== null))
    return (
      <span class="standing">
        <span class={trouble.kind === "no-link" ? "dot waits" : "dot wrong"} />
        {words.report.saved} · {words.trouble[trouble.kind]}
      </span>
    );
  if (isUnsent(report))
    return (
      <span class="standing">
        <span class="dot waits" />
        {words.report.saved}
      </span>
    );
  if (receipt === null) return null;
  return (
    <span class="standing" title={receipt.hash}>
      <span class="dot" />
      {words.report.sent(momentText(receipt.at))}
    </span>
  );
}
