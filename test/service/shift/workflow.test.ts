/** From hand to hand: who may do what, when, and what comes of it. */
import { describe, expect, it } from "vitest";
import type { Part } from "../../../src/service/shift/event.js";
import { STATES } from "../../../src/service/shift/wire-fields.js";
import {
  type Asked,
  type Condition,
  eventsFor,
  MOVES,
  type Moved,
  move,
  type Refused,
} from "../../../src/service/shift/workflow.js";

const ALL: readonly Condition[] = [
  ...(["own-rig", "own-client", "submitter", "not-submitter", "every-slot-approved"] as const),
  ...(["deemed-accepted", "never-final", "no-problems"] as const),
];

const asked = (more: Partial<Asked>): Asked => ({
  event: "submit",
  state: "draft",
  revision: 0,
  parts: ["manager"],
  holding: new Set(ALL),
  comment: "because",
  clientDecides: true,
  onePerson: false,
  ...more,
});
const without = (...conditions: Condition[]): ReadonlySet<Condition> =>
  new Set(ALL.filter((one) => !conditions.includes(one)));
const codeOf = (outcome: Moved | Refused): string | undefined =>
  "refused" in outcome ? `${outcome.refused}: ${outcome.problems[0]!.code}` : outcome.to;

describe("the workflow", () => {
  it("goes from a draft to a final report, with the client and without", () => {
    let state: Asked["state"] = "draft";
    let revision = 0;
    const path: [Asked["event"], Part][] = [
      ["submit", "supervisor"],
      ["return", "manager"],
      ["submit", "supervisor"],
      ["approve", "manager"],
      ["release", "system"],
      ["dispute", "client"],
      ["answer", "manager"],
      ["dispute", "client"],
      ["rework", "manager"],
      ["submit", "supervisor"],
      ["approve", "manager"],
      ["release", "manager"],
      ["accept", "client"],
      ["amend", "manager"],
      ["submit", "supervisor"],
    ];
    const passed = path.map(([event, part]) => {
      const moved = move(asked({ event, state, revision, parts: [part] })) as Moved;
      ({ to: state, revision } = moved);
      return `${state} ${revision}`;
    });
    expect(passed).toEqual([
      ...["submitted 1", "returned 1", "submitted 1", "approved 1", "with_client 1", "disputed 1"],
      ...["with_client 1", "disputed 1", "returned 2", "submitted 2", "approved 2", "with_client 2"],
      ...["final 2", "returned 3", "submitted 3"],
    ]);
    const alone = move(asked({ event: "approve", state: "submitted", clientDecides: false })) as Moved;
    expect(alone.to).toBe("final");
    expect(alone.effects).toEqual(expect.arrayContaining(["snapshot", "move-stock", "adjust-bill"]));
  });

  it("has no way out of void, and none into final but by approval or by the client", () => {
    expect(MOVES.filter(({ from }) => from.includes("void"))).toEqual([]);
    expect(
      MOVES.filter(({ to, toWithoutClient }) => [to, toWithoutClient].includes("final")).map(
        ({ event }) => event,
      ),
    ).toEqual(["approve", "accept"]);
  });

  it("refuses every event in every state that its row does not name", () => {
    for (const { event, from } of MOVES)
      for (const state of STATES) {
        const outcome = move(asked({ event, state, parts: ["supervisor", "manager", "client", "system"] }));
        expect("to" in outcome, `${event} of ${state}`).toBe(from.includes(state));
        if (!from.includes(state)) expect(codeOf(outcome)).toBe("state: wrong-state");
      }
  });

  it("refuses every event to everybody whose part is not in its row", () => {
    for (const { event, from, movers } of MOVES)
      for (const part of ["supervisor", "manager", "client", "system"] as const) {
        const outcome = move(asked({ event, state: from[0]!, parts: [part] }));
        const may = movers.some((mover) => mover.part === part);
        expect(codeOf(outcome) === "forbidden: not-yours", `${event} by ${part}`).toBe(!may);
      }
    expect(codeOf(move(asked({ parts: [] })))).toBe("forbidden: not-yours");
  });

  it("wants four eyes, unless the tenant is one person", () => {
    for (const event of ["approve", "return"] as const) {
      const own = { event, state: "submitted", holding: without("not-submitter") } as const;
      expect(codeOf(move(asked(own)))).toBe("forbidden: not-submitter");
      expect(codeOf(move(asked({ ...own, onePerson: true })))).not.toContain("forbidden");
    }
  });

  it("wants a comment wherever somebody's work is sent back, overridden or taken away", () => {
    for (const { event, from, movers } of MOVES) {
      const outcomes = movers.map(({ part }) =>
        codeOf(move(asked({ event, state: from[0]!, parts: [part], comment: " \n" }))),
      );
      expect([event, outcomes.includes("missing: comment-missing")]).toEqual([
        event,
        ["return", "release", "reopen", "dispute", "answer", "amend", "void"].includes(event),
      ]);
    }
  });

  it("releases by itself when every shift of the day is approved, and by a manager with a reason before", () => {
    const early = { event: "release", state: "approved", holding: without("every-slot-approved") } as const;
    expect(codeOf(move(asked({ ...early, parts: ["system"] })))).toBe("missing: every-slot-approved");
    expect(codeOf(move(asked(early)))).toBe("with_client");
    expect(codeOf(move(asked({ ...early, clientDecides: false })))).toBe("state: client-decides");
  });

  it("submits nothing with errors, of another's rig, and takes back only one's own", () => {
    expect(codeOf(move(asked({ holding: without("no-problems") })))).toBe("missing: no-problems");
    const foreign = { parts: ["supervisor"], holding: without("own-rig") } as const;
    expect(codeOf(move(asked(foreign)))).toBe("forbidden: own-rig");
    const recall = { event: "recall", state: "submitted", holding: without("submitter") } as const;
    expect(codeOf(move(asked(recall)))).toBe("forbidden: submitter");
  });

  it("keeps a report that was final once, and lets another client's alone", () => {
    expect(codeOf(move(asked({ event: "void", state: "returned", holding: without("never-final") })))).toBe(
      "state: never-final",
    );
    for (const event of ["accept", "dispute"] as const)
      expect(
        codeOf(
          move(asked({ event, state: "with_client", parts: ["client"], holding: without("own-client") })),
        ),
      ).toBe("forbidden: own-client");
  });

  it("says which buttons there are", () => {
    const { event: _event, comment: _comment, ...who } = asked({ state: "submitted", revision: 1 });
    expect(eventsFor(who)).toEqual(["recall", "return", "approve"]);
    expect(eventsFor({ ...who, holding: without("submitter"), parts: ["supervisor"] })).toEqual([]);
  });
});
