/** Sends the bytes of one photo, and keeps its receipt. */
import { ask } from "../server/request.js";
import { type Outcome, outcomeOf, troubleOf } from "./outcome.js";
import { type Photo, photoBytes, photoReceived, photoTrouble } from "./photos.js";

export async function sendPhoto(photo: Photo): Promise<Outcome> {
  const bytes = await photoBytes(photo.id);
  if (bytes === undefined) return "stuck";
  const reply = await ask(`/photos/${photo.id}`, {
    method: "PUT",
    headers: {
      "content-type": bytes.type,
      "content-digest": `sha-256=:${base64Of(photo.sha256)}:`,
    },
    bytes,
    timeoutMs: 180_000,
  });
  if (reply.kind === "answer") {
    const { sha256 } = (reply.body ?? {}) as { readonly sha256?: string };
    // Nothing leaves the device for a receipt of something else.
    if (sha256 === photo.sha256) {
      await photoReceived(photo.id, { hash: sha256, at: Date.now() });
      return "done";
    }
    await photoTrouble(photo.id, {
      kind: "failed",
      why: "the receipt is of another photo",
      since: photo.trouble?.since ?? Date.now(),
      attempts: (photo.trouble?.attempts ?? 0) + 1,
      nextAt: Date.now() + 60_000,
    });
    return "stuck";
  }
  const trouble = troubleOf(reply, photo.trouble);
  await photoTrouble(photo.id, trouble);
  return outcomeOf(trouble);
}

const base64Of = (hex: string): string =>
  btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))));
