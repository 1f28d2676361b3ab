/** Photos: their rows come with the report, their bytes by themselves, and a receipt with their hash says that they are kept. */
import { createHash } from "node:crypto";
import Type from "typebox";
import type { Principal } from "../../identity/principal.js";
import type { Transaction } from "../../store/database.js";
import { getPhoto, markPhotoStored, type PhotoRow } from "../../store/repositories/photos.js";
import { said } from "../../words/refusal.js";
import { actorOf } from "../acting.js";
import type { Call } from "../call.js";
import { keepPhoto, photoBytes } from "../photos/kept.js";
import { checkPicture, PHOTO_MOST, PHOTO_TYPES, shownPicture } from "../photos/picture.js";
import { notFound, Problem, wrong } from "../problem.js";
import { type AnyRoute, bytes, json, route } from "../route.js";
import { id, instant, params, told, word } from "../schema/values.js";
import { seenShift } from "../shift-access.js";

const tagged = { tag: "photos" } as const;

/** Of a report that who asks sees; a client sees those of the revision that was released. */
async function seenPhoto(transaction: Transaction, who: Principal, own: string): Promise<PhotoRow> {
  const photo = await getPhoto(transaction, own);
  const { document } = await seenShift(transaction, who, photo.shift_id);
  if (!document.photos.some((row) => row.id === own)) throw notFound("photo");
  return photo;
}

/** RFC 9530: what was sent against what was meant. */
function checkDigest({ asked }: Call<unknown, unknown, unknown>, sha256: string): void {
  const header = asked.header("content-digest");
  const [, told64] = /sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header ?? "") ?? [];
  if (told64 === undefined) throw new Problem("bad-request", said("no-digest"));
  if (Buffer.from(told64, "base64").toString("hex") !== sha256)
    throw new Problem("bad-request", said("other-digest"));
}

export const photoRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "PUT",
    path: "/photos/{id}",
    permission: "photo:write",
    summary: "Send the bytes of a photo that stands in a report. The same again gives the same receipt.",
    params: params.id,
    raw: { types: PHOTO_TYPES, most: PHOTO_MOST },
    answer: json(told({ id, sha256: Type.String(), bytes: Type.Integer(), stored_at: instant })),
    async handle(call) {
      const { who, params: at, asked, service } = call;
      const photo = await service.store.read(who.tenant, (transaction) => seenPhoto(transaction, who, at.id));
      const sha256 = createHash("sha256").update(asked.bytes).digest("hex");
      checkDigest(call, sha256);
      if (photo.sha256 !== sha256) throw wrong("sha256", "other-photo", { sha256: photo.sha256 });
      const type = (asked.header("content-type") ?? "").split(";", 1)[0]!.trim().toLowerCase();
      await checkPicture(asked.bytes, type);
      const { data } = service.settings;
      if (photo.stored_at === null || (await photoBytes(data, who.tenant, sha256)) === undefined)
        await keepPhoto(data, { tenant: who.tenant, sha256, bytes: asked.bytes });
      const kept = await service.store.transaction(who.tenant, async (transaction) => {
        await seenPhoto(transaction, who, at.id);
        return markPhotoStored(transaction, { id: at.id, sha256, by: actorOf(who, asked) });
      });
      return {
        body: {
          id: at.id,
          sha256,
          bytes: asked.bytes.length,
          stored_at: new Date(kept.stored_at ?? service.now()).toISOString(),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/photos/{id}",
    permission: "data:read",
    summary: "See a photo, or a small one of it, made anew from its pixels.",
    params: params.id,
    query: Type.Object({ size: Type.Optional(word("thumb", "full")) }, { additionalProperties: false }),
    answer: bytes(...PHOTO_TYPES),
    async handle({ who, params: at, query, service }) {
      const photo = await service.store.read(who.tenant, (transaction) => seenPhoto(transaction, who, at.id));
      const kept = await photoBytes(service.settings.data, who.tenant, photo.sha256);
      if (photo.stored_at === null || kept === undefined) throw notFound("photo");
      const isThumb = query.size === "thumb";
      return {
        bytes: await shownPicture(kept, photo.mime, isThumb),
        type: isThumb ? "image/webp" : photo.mime,
        etag: `"${photo.sha256.slice(0, 16)}${isThumb ? "-thumb" : ""}"`,
        ...(!isThumb && { name: `${photo.id}.${photo.mime.slice("image/".length)}` }),
      };
    },
  }),
];
