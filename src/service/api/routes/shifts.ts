/** Reports: listed, read, written whole, looked through. */
import Type from "typebox";
import { inScope, type Principal, scopeOf } from "../../identity/principal.js";
import { instantText, MINUTE } from "../../shift/clock.js";
import { crewMinutes } from "../../shift/crew.js";
import { decimalText } from "../../shift/decimal.js";
import type { ShiftContent } from "../../shift/document.js";
import { refuses, type Problem as ShiftProblem } from "../../shift/problem.js";
import { problemsOf, savingProblems } from "../../shift/rules.js";
import { metresOfRuns } from "../../shift/run.js";
import { lengthOf } from "../../shift/span.js";
import { contentFromWire, documentToWire } from "../../shift/wire.js";
import type { Transaction } from "../../store/database.js";
import { getRevision } from "../../store/repositories/revisions.js";
import { listShifts, type ShiftSummary } from "../../store/repositories/shift-list.js";
import { putShift } from "../../store/repositories/shift-put.js";
import { findShift } from "../../store/repositories/shift-read.js";
import { WITH_CLIENT } from "../../store/repositories/shift-totals.js";
import { surroundingsOf } from "../../store/repositories/surroundings.js";
import { said } from "../../words/refusal.js";
import { actorOf } from "../acting.js";
import { etagOf } from "../etag.js";
import { languageFor } from "../languages.js";
import { notFound, Problem, type ProblemPart, shownProblem, wrong } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { problem, shiftContent, shiftDocument, shiftSummary } from "../schema/shift.js";
import { pageOf, paging, params, told, word } from "../schema/values.js";
import { seenShift } from "../shift-access.js";
import { changed } from "../shift-changed.js";
import { filterOf, type ShiftQuery, shiftQuery } from "../shift-query.js";
import { settingsOf } from "../tenant-settings.js";

const tagged = { tag: "shifts" } as const;

/** Of a report that is written anew its client sees the revision that was released to it, in lists too. */
async function seenBy(
  transaction: Transaction,
  { role }: Principal,
  rows: readonly ShiftSummary[],
): Promise<readonly ShiftSummary[]> {
  if (role !== "client") return rows;
  const shown: ShiftSummary[] = [];
  for (const row of rows) {
    if (WITH_CLIENT.includes(row.state)) {
      shown.push(row);
      continue;
    }
    const { content, revision, at } = await getRevision(transaction, row.releasedId!);
    const { runs, crew, startsAt, endsAt, date: day, slot, rig, project, contract, supervisor } = content;
    shown.push({
      ...row,
      ...{ startsAt, endsAt, date: day, slot, rig, project, contract, supervisor },
      state: "with_client",
      revision,
      updatedAt: at,
      metresMm: metresOfRuns(runs),
      drillingMs: runs.reduce((sum, run) => sum + lengthOf(run), 0),
      crewMinutes: crewMinutes(crew),
      holes: [...new Set(runs.map(({ hole }) => hole))].sort(),
    });
  }
  return shown;
}

const summaryShown = (one: ShiftSummary) => ({
  id: one.id,
  rig: one.rig,
  date: one.date,
  slot: one.slot,
  starts_at: instantText(one.startsAt, one.timeZone),
  ends_at: instantText(one.endsAt, one.timeZone),
  time_zone: one.timeZone,
  client: one.client,
  contract: one.contract,
  project: one.project,
  supervisor: one.supervisor,
  state: one.state,
  revision: one.revision,
  row_version: one.rowVersion,
  updated_at: new Date(one.updatedAt).toISOString(),
  metres: decimalText(one.metresMm, 3, 2),
  drilling_minutes: Math.round(one.drillingMs / MINUTE),
  crew_minutes: one.crewMinutes,
  holes: [...one.holes],
});

/** Throws Problem for what is no report, or could not be kept as a draft. */
function contentOf(body: unknown): ShiftContent {
  const read = contentFromWire(body);
  if (read.value === undefined) throw refusedBy(read.problems);
  const problems = savingProblems(read.value).filter(({ severity }) => severity === "error");
  if (problems.length > 0) throw refusedBy(problems);
  return read.value;
}

function refusedBy(problems: readonly ShiftProblem[]): Problem {
  const first = problems[0]!;
  return new Problem("invalid", said("not-kept", { at: first.at, first }), {
    errors: problems.slice(0, 100) as ProblemPart[],
  });
}

/** Work for one client under the contract of another would stand in that one's bill, and be read there. */
async function checkContract(
  { sql }: Transaction,
  { client, contract }: Pick<ShiftContent, "client" | "contract">,
): Promise<void> {
  if (contract === null) return;
  const found = await sql
    .selectFrom("contract")
    .select("client_id")
    .where("id", "=", contract)
    .executeTakeFirst();
  if (found === undefined || found.client_id === client) return;
  throw wrong("contract", "other-client");
}

export const shiftRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/shifts",
    permission: "data:read",
    summary: "List reports by date, rig, client, project, hole, slot, state and words.",
    query: Type.Object(
      { ...shiftQuery, ...paging, sort: Type.Optional(word("date", "-date", "updated", "-updated")) },
      { additionalProperties: false },
    ),
    answer: json(pageOf(shiftSummary)),
    handle: ({ who, query, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const { limit, cursor, sort, ...rest } = query;
        const page = {
          ...(limit !== undefined && { limit }),
          ...(cursor !== undefined && { cursor }),
          ...(sort !== undefined && { sort }),
        };
        const { rows, next } = await listShifts(transaction, filterOf(who, rest as ShiftQuery), page);
        return { body: { items: (await seenBy(transaction, who, rows)).map(summaryShown), next } };
      }),
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}",
    permission: "data:read",
    summary: "Read a report whole; a client reads the revision that was released to it.",
    params: params.id,
    answer: json(shiftDocument),
    handle: ({ who, params: at, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const { document } = await seenShift(transaction, who, at.id);
        return { body: documentToWire(document), etag: etagOf(document.rowVersion) };
      }),
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/shifts/{id}",
    permission: "shift:write",
    summary: "Make or change a report, whole. The same once more changes nothing.",
    params: params.id,
    body: Type.Unsafe<unknown>(shiftContent),
    decodes: true,
    ifMatch: "new",
    answer: json(shiftDocument),
    async handle({ who, params: at, body, version, asked, service }) {
      const content = contentOf(body);
      const { document, outcome } = await service.store.transaction(who.tenant, async (transaction) => {
        const before = await findShift(transaction, at.id);
        if (before !== undefined && !inScope(scopeOf(who), before.document)) throw notFound("report");
        // A report does not go to another rig's people, nor come from them.
        if (!inScope(scopeOf(who), content)) throw wrong("rig", "rig-not-yours");
        await checkContract(transaction, content);
        return putShift(transaction, {
          id: at.id,
          content,
          ifVersion: version ?? null,
          by: actorOf(who, asked),
        });
      });
      if (outcome !== "same") service.events.tell(changed(who.tenant, document));
      return {
        body: documentToWire(document),
        etag: etagOf(document.rowVersion),
        status: outcome === "created" ? 201 : 200,
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/problems",
    permission: "data:read",
    summary: "All that stands in the way of a submit, and what only wants a second look.",
    params: params.id,
    answer: json(told({ items: Type.Array(problem), can_submit: Type.Boolean() })),
    async handle({ who, params: at, asked, service }) {
      const settings = await settingsOf(service, who.tenant);
      return service.store.read(who.tenant, async (transaction) => {
        const { document } = await seenShift(transaction, who, at.id);
        const problems = problemsOf(document, {
          ...(await surroundingsOf(transaction, at.id, document)),
          toleranceMinutes: settings.toleranceMinutes,
        });
        return {
          body: {
            items: problems.map((one) => shownProblem(one, languageFor(asked, who))),
            can_submit: !refuses(problems),
          },
        };
      });
    },
  }),
];
