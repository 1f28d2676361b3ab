/** Words of the trade that app, papers and mails share, in English: states of a report, kinds of work. */
import type { StandbyReason } from "../../shift/activity.js";
import type { ActivityClass, RunKind, ShiftState, SurveyRow } from "../../shift/document.js";
import type { ShiftEvent } from "../../shift/event.js";

export interface Trade {
  readonly states: Readonly<Record<ShiftState, string>>;
  /** What somebody does with a report, as its button says it. */
  readonly events: Readonly<Record<ShiftEvent, string>>;
  readonly kinds: Readonly<Record<RunKind, string>>;
  readonly classes: Readonly<Record<ActivityClass, string>>;
  readonly norths: Readonly<Record<SurveyRow["north"], string>>;
  /** Of standby. */
  readonly reasons: Readonly<Record<StandbyReason, string>>;
}

export const enTrade: Trade = {
  states: {
    draft: "Draft",
    submitted: "Submitted",
    returned: "Returned",
    approved: "Approved",
    with_client: "With client",
    disputed: "Disputed",
    final: "Final",
    void: "Void",
  },
  events: {
    submit: "Submit",
    recall: "Recall",
    return: "Return",
    approve: "Approve",
    release: "Release to the client",
    reopen: "Reopen",
    accept: "Accept",
    dispute: "Dispute",
    answer: "Answer",
    rework: "Rework",
    amend: "Amend",
    void: "Void",
  },
  kinds: { new: "new hole", ream: "ream", redrill: "redrill", wedge: "wedge" },
  classes: {
    maintenance: "Maintenance",
    safety: "Safety",
    meeting: "Meeting",
    standby: "Standby",
    travel: "Travel",
    survey: "Survey",
    casing: "Casing",
    reaming: "Reaming",
    tripping: "Tripping",
    circulating: "Circulating",
    other: "Other",
  },
  norths: { true: "true", magnetic: "magnetic", grid: "grid" },
  reasons: {
    "pad preparation": "pad preparation",
    "order by client": "order by client",
    "site access": "site access",
    "client delay": "client delay",
    mobilizing: "mobilizing",
    demobilizing: "demobilizing",
    "safety incident": "safety incident",
    "equipment breakdown": "equipment breakdown",
    maintenance: "maintenance",
    weather: "weather",
    other: "other",
  },
};
