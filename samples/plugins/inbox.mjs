// @ts-check
/**
 * `export -o inbox:///path/of/a/folder`: a file of JSON lines for each table, for a program that takes what it finds there. Files get their
 * names when all of them are whole.
 */
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: 1,
  name: "inbox",
  version: "1.0.0",
  sinks: {
    async inbox(url) {
      if (url.path === "") throw url.failure("write it as inbox:///path/of/a/folder");
      await mkdir(url.path, { recursive: true });
      /** @type {{ name: string, file: import("node:fs/promises").FileHandle }[]} */
      const files = [];
      return {
        async begin(table) {
          const name = join(url.path, `${table.name}.jsonl`);
          const file = await open(`${name}.part`, "w");
          files.push({ name, file });
          return {
            async write(batch) {
              let text = "";
              for (let row = 0; row < batch.rows; row++) {
                const values = batch.columns.map((column) => {
                  const value = column.at(row);
                  if (value === undefined) return [column.column.name, null];
                  const isTime = column.column.type === "timestamp";
                  return [
                    column.column.name,
                    isTime
                      ? new Date(Number(value)).toISOString()
                      : typeof value === "bigint"
                        ? Number(value)
                        : value,
                  ];
                });
                text += `${JSON.stringify(Object.fromEntries(values))}\n`;
              }
              await file.write(text);
              // Rows that have no place here would be told by the reason: { "have no time": 3 }.
              return undefined;
            },
          };
        },
        /** Durable, and not to be seen. */
        async prepare() {
          for (const { file } of files) await file.sync();
        },
        async commit() {
          for (const { name, file } of files) {
            await file.close();
            await rename(`${name}.part`, name);
          }
        },
        async abort() {
          for (const { name, file } of files) {
            await file.close().catch(() => {});
            await rm(`${name}.part`, { force: true });
          }
        },
      };
    },
  },
};
