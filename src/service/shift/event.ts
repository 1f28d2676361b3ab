/** What can happen to a report, and as whom somebody makes it happen. */

/** What can happen to a report. */
export type ShiftEvent =
  | "submit"
  | "recall"
  | "return"
  | "approve"
  | "release"
  | "reopen"
  | "accept"
  | "dispute"
  | "answer"
  | "rework"
  | "amend"
  | "void";

/** As whom somebody acts on a report. */
export type Part = "supervisor" | "manager" | "client" | "system";
