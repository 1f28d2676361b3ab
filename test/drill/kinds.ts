/** All kinds of drills. */
import { brokerKinds } from "./broker-kinds.js";
import { compactKinds } from "./compact-kinds.js";
import { convertKinds } from "./convert-kinds.js";
import { deliveryKinds } from "./delivery-kinds.js";
import type { Kind } from "./kind.js";
import { linkKinds } from "./link-kinds.js";
import { streamKinds } from "./stream-kinds.js";

export const kinds: readonly Kind[] = [
  ...convertKinds,
  ...compactKinds,
  ...streamKinds,
  ...linkKinds,
  ...brokerKinds,
  ...deliveryKinds,
];
