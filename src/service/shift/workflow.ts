/**
 * How a report goes from hand to hand: the events as data, and the one function that says what an event would do. Who somebody is and
 * what is stored is found out by others; here stands what must hold.
 */
import type { ShiftState } from "./document.js";
import type { Part, ShiftEvent } from "./event.js";
import { errorAt, type Problem, type ProblemCode, type ProblemParams } from "./problem.js";
import type { Naming } from "./told.js";

/** What must hold of the actor and the report, beside the part. */
export type Condition =
  | "own-rig"
  | "own-client"
  | "submitter"
  | "not-submitter"
  | "every-slot-approved"
  | "deemed-accepted"
  | "client-decides"
  | "never-final"
  | "no-problems";

/** What a move brings about beside the state; each is done in the same transaction. */
export type Effect =
  | "snapshot"
  | "next-revision"
  | "move-stock"
  | "evaluate-alerts"
  | "adjust-bill"
  | "tell-supervisor"
  | "tell-manager"
  | "tell-client";

/** Who may make a move, and under what. */
export interface Mover {
  readonly part: Part;
  readonly conditions: readonly Condition[];
  /** A manager who overrides a condition must say why. */
  readonly comment: boolean;
}

/** One row of the table. */
export interface Move {
  readonly event: ShiftEvent;
  readonly from: readonly ShiftState[];
  readonly to: ShiftState;
  /** The way of contracts whose client does not decide. */
  readonly toWithoutClient?: ShiftState;
  readonly movers: readonly Mover[];
  readonly effects: readonly Effect[];
}

const by = (part: Part, conditions: readonly Condition[] = [], comment = false): Mover => ({
  part,
  conditions,
  comment,
});

/** The table of the workflow: who may move a report from where to where, and what that brings. */
export const MOVES: readonly Move[] = [
  {
    event: "submit",
    from: ["draft", "returned"],
    to: "submitted",
    movers: [by("supervisor", ["own-rig", "no-problems"]), by("manager", ["no-problems"])],
    effects: ["snapshot", "tell-manager"],
  },
  {
    event: "recall",
    from: ["submitted"],
    to: "draft",
    movers: [by("supervisor", ["own-rig", "submitter"]), by("manager", ["submitter"])],
    effects: [],
  },
  {
    event: "return",
    from: ["submitted"],
    to: "returned",
    movers: [by("manager", ["not-submitter"], true)],
    effects: ["tell-supervisor"],
  },
  {
    event: "approve",
    from: ["submitted"],
    to: "approved",
    toWithoutClient: "final",
    movers: [by("manager", ["not-submitter"])],
    effects: ["evaluate-alerts", "move-stock", "tell-supervisor"],
  },
  {
    event: "release",
    from: ["approved"],
    to: "with_client",
    movers: [
      by("system", ["client-decides", "every-slot-approved"]),
      by("manager", ["client-decides"], true),
    ],
    effects: ["tell-client"],
  },
  {
    event: "reopen",
    from: ["approved"],
    to: "returned",
    movers: [by("manager", [], true)],
    effects: ["tell-supervisor"],
  },
  {
    event: "accept",
    from: ["with_client"],
    to: "final",
    movers: [by("client", ["own-client"]), by("system", ["deemed-accepted"])],
    effects: [],
  },
  {
    event: "dispute",
    from: ["with_client"],
    to: "disputed",
    movers: [by("client", ["own-client"], true)],
    effects: ["tell-manager", "tell-supervisor"],
  },
  {
    event: "answer",
    from: ["disputed"],
    to: "with_client",
    movers: [by("manager", [], true)],
    effects: ["tell-client"],
  },
  {
    event: "rework",
    from: ["disputed"],
    to: "returned",
    movers: [by("manager")],
    effects: ["next-revision", "tell-supervisor"],
  },
  {
    event: "amend",
    from: ["final"],
    to: "returned",
    movers: [by("manager", [], true)],
    effects: ["next-revision", "tell-supervisor"],
  },
  {
    event: "void",
    from: ["draft", "returned"],
    to: "void",
    movers: [by("manager", ["never-final"], true)],
    effects: [],
  },
];

/** What becoming final brings, whichever event made it so. */
export const FINAL_EFFECTS: readonly Effect[] = ["snapshot", "adjust-bill"];

/** Whether the content of a report may change. */
export const isOpen = (state: ShiftState): boolean => state === "draft" || state === "returned";

/** What is known when somebody asks for an event. */
export interface Asked {
  readonly event: ShiftEvent;
  readonly state: ShiftState;
  readonly revision: number;
  /** As whom the actor may act on this report: more than one for an admin of a small company. */
  readonly parts: readonly Part[];
  /** Of the conditions, those that hold. */
  readonly holding: ReadonlySet<Condition>;
  readonly comment: string;
  /** Whether the contract wants the client's decision. */
  readonly clientDecides: boolean;
  /** The tenant lets one person submit and approve: told in the history. */
  readonly onePerson: boolean;
}

/** What happens. */
export interface Moved {
  readonly event: ShiftEvent;
  readonly from: ShiftState;
  readonly to: ShiftState;
  /** As whom it was done. */
  readonly part: Part;
  /** Of the report after it; the decision itself carries the one before. */
  readonly revision: number;
  readonly effects: readonly Effect[];
}

/** Why it cannot happen: the state is another, the actor may not, or something is missing. */
export interface Refused {
  readonly refused: "state" | "forbidden" | "missing";
  readonly problems: readonly Problem[];
}

/** What an event would do to a report, or why it cannot be. The same on a device, to show buttons, and on the server, to do it. */
export function move(asked: Asked): Moved | Refused {
  const { event, state, parts } = asked;
  const row = MOVES.find((one) => one.event === event);
  if (row === undefined || !row.from.includes(state))
    return refused("state", "wrong-state", { event, state });
  const own = row.movers.filter(({ part }) => parts.includes(part));
  if (own.length === 0) return refused("forbidden", "not-yours", { event, parts: partsOf(row) });
  const outcomes = own.map((mover) => outcomeOf(row, mover, asked));
  return outcomes.find((outcome): outcome is Moved => "to" in outcome) ?? outcomes[0]!;
}

/** The events that somebody could do now, the comment left to be written. */
export const eventsFor = (asked: Omit<Asked, "event" | "comment">): ShiftEvent[] =>
  MOVES.map(({ event }) => event).filter((event) => "to" in move({ ...asked, event, comment: "-" }));

function outcomeOf(row: Move, mover: Mover, asked: Asked): Moved | Refused {
  const missing = mover.conditions.find((condition) => !holds(condition, asked));
  if (missing !== undefined) return refused(unmet[missing], missing);
  if (mover.comment && asked.comment.trim() === "")
    return {
      refused: "missing",
      problems: [errorAt("comment", "comment-missing", { event: row.event })],
    };
  const to = asked.clientDecides ? row.to : (row.toWithoutClient ?? row.to);
  return {
    event: row.event,
    from: asked.state,
    to,
    part: mover.part,
    revision: revisionAfter(row, asked.revision),
    effects: [...new Set([...row.effects, ...(to === "final" ? FINAL_EFFECTS : [])])],
  };
}

function holds(condition: Condition, { holding, clientDecides, onePerson }: Asked): boolean {
  if (condition === "client-decides") return clientDecides;
  if (condition === "not-submitter") return onePerson || holding.has(condition);
  return holding.has(condition);
}

/** The first submit makes revision 1; what is taken up again after a dispute or after it was final is one more. */
const revisionAfter = ({ event, effects }: Move, revision: number): number =>
  effects.includes("next-revision") ? revision + 1 : event === "submit" ? Math.max(revision, 1) : revision;

/** What a condition that does not hold makes of the asking; its own name is the code. */
const unmet: Readonly<Record<Condition, Refused["refused"]>> = {
  "own-rig": "forbidden",
  "own-client": "forbidden",
  submitter: "forbidden",
  "not-submitter": "forbidden",
  "every-slot-approved": "missing",
  "deemed-accepted": "missing",
  "client-decides": "state",
  "never-final": "state",
  "no-problems": "missing",
};

const refused = <Code extends ProblemCode>(
  kind: Refused["refused"],
  code: Code,
  ...params: Naming<ProblemParams[Code]>
): Refused => ({ refused: kind, problems: [errorAt("state", code, ...params)] });

const partsOf = ({ movers }: Move): readonly Part[] => [...new Set(movers.map(({ part }) => part))];
