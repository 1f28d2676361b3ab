/** Contracts and their rates: a draft is written whole, activated when nothing is wrong with it, and changed by a new version of its code. */
import Type from "typebox";
import { contractToWire, termsFromWire, type WireTerms } from "../../shift/contract-wire.js";
import type { Transaction } from "../../store/database.js";
import { newId } from "../../store/identifier.js";
import {
  activateContract,
  archiveContract,
  copyContract,
  endContract,
  findContract,
  getContract,
  listContracts,
  putContract,
  type StoredContract,
} from "../../store/repositories/contracts.js";
import type { Said } from "../../words/refusal.js";
import { actorOf } from "../acting.js";
import { etagOf } from "../etag.js";
import { auditRead, clientOf, seesPrices } from "../prices.js";
import { notFound, Problem, type ProblemPart, wrong } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { contractNamed, contractTerms, contractWhole } from "../schema/contract.js";
import { date, id, line, pageOf, paging, params, sent, word } from "../schema/values.js";

const tagged = { tag: "contracts" } as const;

const shown = (contract: StoredContract) => {
  const { rates, ...terms } = contractToWire(contract);
  return {
    ...terms,
    rates: [...rates],
    archived: contract.archivedAt !== null,
    row_version: contract.rowVersion,
  };
};

const answered = (contract: StoredContract, status = 200) => ({
  body: shown(contract),
  etag: etagOf(contract.rowVersion),
  status,
});

/** Throws Problem for decimals that are finer than what is kept. */
function termsOf(body: unknown) {
  const read = termsFromWire(body as WireTerms);
  if ("value" in read) return read.value;
  const [first] = read.problems;
  throw new Problem("invalid", first as Said, { errors: read.problems as readonly ProblemPart[] });
}

const USUAL = 50;

export const contractRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/contracts",
    permission: "data:read",
    summary: "List contracts without their prices, by id; drafts are shown to those who write them.",
    query: Type.Object(
      {
        ...paging,
        client: Type.Optional(id),
        code: Type.Optional(line),
        state: Type.Optional(word("draft", "active", "ended")),
        archived: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    answer: json(pageOf(contractNamed)),
    handle: ({ who, query, service }) =>
      service.store.read(who.tenant, async (transaction) => {
        const own = clientOf(who);
        const office = who.role === "manager" || who.role === "admin";
        const all = await listContracts(transaction, {
          ...(query.client !== undefined && { client: query.client }),
          ...(query.code !== undefined && { code: query.code }),
        });
        const seen = all
          .filter(({ client }) => own === undefined || client === own)
          .filter(({ state }) => office || state !== "draft")
          .filter(({ state }) => query.state === undefined || state === query.state)
          .filter(({ archivedAt }) => (query.archived ?? false) === (archivedAt !== null))
          .filter((one) => one.id > (query.cursor ?? ""))
          .sort((a, b) => (a.id < b.id ? -1 : 1));
        const page = seen.slice(0, query.limit ?? USUAL);
        const next = seen.length > page.length ? page.at(-1)!.id : null;
        return { body: { items: page.map(shown), next } };
      }),
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/contracts/{id}",
    permission: "price:read",
    summary: "Read a contract with its rates; a client reads one that shows its prices.",
    params: params.id,
    answer: json(contractWhole),
    async handle(call) {
      const { who, params: at, service } = call;
      const contract = await service.store.read(who.tenant, (transaction) =>
        findContract(transaction, at.id),
      );
      if (contract === undefined || !seesPrices(who, contract)) throw notFound("contract");
      await auditRead(call, { entity: "contract", entityId: at.id });
      return answered(contract);
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/contracts/{id}",
    permission: "contract:manage",
    summary: "Make or change a draft, whole, with its rates.",
    params: params.id,
    body: contractTerms,
    ifMatch: "new",
    answer: json(contractWhole),
    handle({ who, params: at, body, version, service, asked }) {
      const { rates, ...terms } = termsOf(body);
      return service.store.transaction(who.tenant, async (transaction) => {
        await checkProject(transaction, terms);
        const before = await findContract(transaction, at.id);
        const contract = await putContract(transaction, {
          id: at.id,
          ...{ terms, rates, ifVersion: version ?? null },
          by: actorOf(who, asked),
        });
        return answered(contract, before === undefined ? 201 : 200);
      });
    },
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/contracts/{id}/activate",
    permission: "contract:manage",
    summary: "Bring a draft into force, or hear all that is wrong with it, each with its place.",
    params: params.id,
    ifMatch: "required",
    answer: json(contractWhole),
    handle: ({ who, params: at, version, service, asked }) =>
      service.store.transaction(who.tenant, async (transaction) =>
        answered(
          await activateContract(transaction, {
            ...{ id: at.id, ifVersion: version ?? 0, by: actorOf(who, asked) },
          }),
        ),
      ),
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/contracts/{id}/end",
    permission: "contract:manage",
    summary: "Set the last day of an active contract.",
    params: params.id,
    body: sent({ valid_to: date }),
    ifMatch: "required",
    answer: json(contractWhole),
    handle: ({ who, params: at, body, version, service, asked }) =>
      service.store.transaction(who.tenant, async (transaction) =>
        answered(
          await endContract(transaction, {
            ...{ id: at.id, validTo: body.valid_to, ifVersion: version ?? 0 },
            by: actorOf(who, asked),
          }),
        ),
      ),
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/contracts/{id}/copy",
    permission: "contract:manage",
    summary: "Make a draft of a contract: its next version, or with another code another contract.",
    params: params.id,
    body: sent({
      id: Type.Optional(id),
      code: Type.Optional(line),
      client: Type.Optional(id),
      valid_from: Type.Optional(date),
    }),
    answer: json(contractWhole, 201),
    handle: ({ who, params: at, body, service, asked, now }) =>
      service.store.transaction(who.tenant, async (transaction) => {
        const copy = await copyContract(transaction, {
          ...{ from: at.id, id: body.id ?? newId(now) },
          ...(body.code !== undefined && { code: body.code }),
          ...(body.client !== undefined && { client: body.client }),
          ...(body.valid_from !== undefined && { validFrom: body.valid_from }),
          by: actorOf(who, asked),
        });
        return answered(copy, 201);
      }),
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/contracts/{id}/archive",
    permission: "contract:manage",
    summary: "Put a contract aside, or take it back.",
    params: params.id,
    body: sent({ archived: Type.Boolean() }),
    ifMatch: "required",
    answer: json(contractWhole),
    handle: ({ who, params: at, body, version, service, asked }) =>
      service.store.transaction(who.tenant, async (transaction) => {
        await archiveContract(transaction, {
          ...{ id: at.id, isArchived: body.archived, ifVersion: version ?? 0 },
          by: actorOf(who, asked),
        });
        return answered(await getContract(transaction, at.id));
      }),
  }),
];

/** A project of another client would put that one's reports under this contract. */
async function checkProject(
  { sql }: Transaction,
  { client, project }: { readonly client: string; readonly project: string | null },
): Promise<void> {
  if (project === null) return;
  const found = await sql
    .selectFrom("project")
    .select("client_id")
    .where("id", "=", project)
    .executeTakeFirst();
  if (found === undefined || found.client_id === client) return;
  throw wrong("/project", "project-of-other");
}
