/** A copy of the service's folder each night, beside those of the nights before, as many as are to be kept. */
import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { inThread } from "../../thread/in-thread.js";
import type { Job } from "./job.js";

/** Those of nights, and those of people, which have a time: as many of each are kept. */
const NAMES = [/^witskit-\d{4}-\d\d-\d\d$/, /^witskit-\d{4}-\d\d-\d\d-\d{6}$/] as const;
/** What one left that was ended before all of it was there. */
const REMAINS = /^witskit-\d{4}-\d\d-\d\d(-\d{6})?\.part-\d+$/;

export const backupJob: Job = {
  name: "backup",
  does: "backs up the folder of the service, where WITS_BACKUP_FOLDER names a place for it",
  due: "10 2 * * *",
  dated: true,
  async run({ service, now, date, byHand }) {
    const { backup, data } = service.settings;
    if (backup === undefined) return "no place is named for it";
    if (service.store.engine === "postgres") return "pg_dump backs up a PostgreSQL, and photos are files";
    const [today, time] = new Date(now).toISOString().slice(0, 19).replaceAll(":", "").split("T");
    const name = byHand === true ? `witskit-${today}-${time}` : `witskit-${date ?? today}`;
    const into = join(backup.folder, name);
    if (existsSync(into)) return `${name} is there already`;
    await mkdir(backup.folder, { recursive: true, mode: 0o700 });
    for (const one of (await readdir(backup.folder)).filter((name) => REMAINS.test(name)))
      await rm(join(backup.folder, one), { recursive: true });
    const { files } = await inThread("backUp", data, into, now);
    const kind = NAMES.find((one) => one.test(name));
    const all = (await readdir(backup.folder)).filter((one) => kind?.test(one) === true).sort();
    const old = all.slice(0, Math.max(0, all.length - backup.keep)).filter((one) => one !== name);
    for (const one of old) await rm(join(backup.folder, one), { recursive: true });
    return `${files.length} files in ${name}${old.length === 0 ? "" : `, and ${old.length} older taken away`}`;
  },
};
