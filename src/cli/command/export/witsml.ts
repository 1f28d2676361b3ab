/** Whose objects of WITSML an export makes: names from flags, from the file of what stands at the top of reports, from the rows. */
import { Failure } from "../../../failure/failure.js";
import type { WitsmlTold } from "../../../output/witsml/options.js";
import { headPath } from "../../config/head-file.js";
import type { FlagValues } from "../../flags/flags.js";

export async function witsmlTold(flags: FlagValues): Promise<WitsmlTold> {
  const { readHeads } = await import("../../config/head-file.js");
  const path = headPath(flags.head);
  const { head, heads } = path === undefined ? { head: {}, heads: {} } : await readHeads(path);
  return {
    version: flags.witsml ?? "1.4.1.1",
    maxDataNodes: flags.maxDataNodes,
    objects: flags.objects,
    serviceCompany: flags.serviceCompany ?? head.contractor,
    namesOf(named) {
      const own = named === undefined ? head : { ...head, ...heads[named] };
      const well = own.well ?? (named || flags.well);
      if (well === undefined) throw nameless();
      return { well, wellbore: flags.wellbore ?? own.wellbore ?? well };
    },
  };
}

const nameless = (): Failure =>
  new Failure(
    "missing-option",
    "WITSML names the well of each object, and there are rows that name none; say --well NAME, which where others name theirs takes those",
  );
