/** What a conversion of logs ends with, where there is a result. */
import { type Report, rejectCount } from "../../dataset/report.js";
import { Failure } from "../../failure/failure.js";
import { ExitCode, tellFailure } from "../failure.js";
import { warn } from "../page/say.js";

/** There was something, and what was asked for is nothing of it. */
const hasNoMatch = ({ rows, skipped = 0, filtered = 0 }: Report): boolean =>
  skipped + filtered > 0 && Object.values(rows).every((count) => count === 0);

/** Says what went wrong although there is a result, and with which code to exit. */
export function verdict(report: Report, strict: boolean): ExitCode {
  const failed = report.sources.flatMap(({ error, error_code: code = "input-unreadable" }) =>
    error === undefined ? [] : [{ code, message: error }],
  );
  failed.forEach(tellFailure);
  if (failed.length > 0) {
    if (report.sources.length > 1) {
      warn(`${failed.length} of ${report.sources.length} inputs could not be read to their end`);
    }
    return ExitCode.inputUnreadable;
  }
  if (hasNoMatch(report)) {
    throw new Failure(
      "nothing-there",
      "nothing matched: every line or row is outside --records, --from and --until, and the output has no row. " +
        "`witskit info` says what there is",
    );
  }
  const rejects = rejectCount(report);
  if (!strict || rejects === 0) return ExitCode.done;
  throw new Failure(
    "rejects-not-allowed",
    `${rejects.toLocaleString("en-US")} rejects, and --strict allows none`,
  );
}
