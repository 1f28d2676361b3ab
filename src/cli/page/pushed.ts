/** What has come to an object store, in a line. */
import type { Pushed } from "../../object-store/push.js";
import { counted, integer } from "./wording.js";

export function pushedText({ shown, objects, sent, bytes, removed }: Pushed): string {
  const there = `${counted(objects, "object")} at ${shown}`;
  const took = removed === 0 ? "" : `; ${integer(removed)} of before removed`;
  return sent === 0
    ? `stored    nothing that is new: ${there}${took}`
    : `stored    ${integer(sent)} of ${there}, ${integer(bytes)} bytes sent${took}`;
}
