/** One report by its address: from this device, or fetched once where it is not here. */
import { useEffect, useState } from "preact/hooks";
import { useCell } from "../cell.js";
import { fetchShift } from "../device/last-shifts.js";
import { reports } from "../device/reports.js";
import { useWords } from "../words/words.js";
import { ReportPage } from "./report/report-page.js";

export function OneReport({ id }: { readonly id?: string }) {
  const words = useWords();
  const report = useCell(reports).get(id ?? "");
  const [gone, tell] = useState(false);
  useEffect(() => {
    if (id === undefined) return;
    void fetchShift(id).then((found) => tell(!found));
  }, [id]);
  if (report !== undefined) return <ReportPage key={report.id} report={report} />;
  return (
    <main id="content">
      <h1 tabIndex={-1}>{words.pages.report}</h1>
      <p>{gone ? words.report.notHere : words.app.loading}</p>
    </main>
  );
}
