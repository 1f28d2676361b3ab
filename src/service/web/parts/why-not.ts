/** Why the server has not done what was asked, in a sentence: for a question, which stays open then. Undefined where it is done. */
import type { Reply } from "../server/request.js";
import { refusalText } from "../words/told.js";
import { words } from "../words/words.js";
import { sentence } from "./fields.js";

export function whyNot(reply: Reply): string | undefined {
  if (reply.kind === "refused") return sentence(refusalText(reply.refusal));
  return reply.kind === "no-link" ? words().account.noLink : undefined;
}
