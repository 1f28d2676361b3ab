/** Copies of all that the service keeps: which there are, and how one is brought back. The job `backup` makes them. */
import { join } from "node:path";
import Type from "typebox";
import { keptBackups } from "../../store/backup/kept-backups.js";
import { forbidden } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { runsService } from "../running.js";
import { instant, orNull, told, word } from "../schema/values.js";

export const backupRoutes: readonly AnyRoute[] = [
  route({
    tag: "admin",
    method: "GET",
    path: "/backups",
    permission: "service:manage",
    summary: "Copies of all that the service keeps, the newest first; and where they are.",
    answer: json(
      told({
        engine: word("sqlite", "postgres"),
        /** What is copied. */
        data: Type.String(),
        /** Null where nobody has said where to. */
        folder: orNull(Type.String()),
        keep: orNull(Type.Integer()),
        items: Type.Array(
          told({
            name: Type.String(),
            path: Type.String(),
            at: instant,
            files: Type.Integer(),
            bytes: Type.Integer(),
          }),
        ),
      }),
    ),
    async handle({ reach, service }) {
      if (!(await runsService(service, reach))) throw forbidden("shared-service");
      const { backup, data } = service.settings;
      const kept = backup === undefined ? [] : await keptBackups(backup.folder);
      return {
        body: {
          engine: service.store.engine,
          data,
          folder: backup?.folder ?? null,
          keep: backup?.keep ?? null,
          items: kept.map(({ at, ...one }) => ({
            ...one,
            path: join(backup!.folder, one.name),
            at: new Date(at).toISOString(),
          })),
        },
      };
    },
  }),
];
