/** What is free or used of the disk that a dataset is on. */
import { statfs } from "node:fs/promises";
import { integer } from "../../../text/quantity.js";
import { type DiskRule, holds } from "../rule.js";
import type { Watch, Watched } from "./watch.js";

export const diskWatch = ({ told, open }: Watched, rule: DiskRule, dataset: string): Watch => ({
  async look() {
    const { bsize, blocks, bfree, bavail } = await statfs(dataset);
    const used = (blocks - bfree) * bsize;
    const free = bavail * bsize;
    const bytes = rule.of === "free" ? free : used;
    const value = rule.share ? bytes / (used + free) : bytes;
    const text = `${rule.of} on the disk: ${rule.share ? `${(100 * value).toFixed(1)}%` : `${integer(bytes)} bytes`}`;
    if (holds(value, rule.operator, rule.bound)) open.opens(told, "", { text, value });
    else if (told.clear === undefined || holds(value, told.clear.operator, told.clear.bound))
      open.clears(told, "", { text, value });
  },
});
