/** The prompt of `witskit query`: statements end with `;`, what begins with a dot is for the prompt itself. */
import { createInterface, type Interface } from "node:readline/promises";
import { Failure } from "../../../failure/failure.js";
import type { Database } from "../../../query/database.js";
import { print, terminalWidth } from "../../page/print.js";
import { tableText } from "../../page/query.js";
import { formatTable } from "../../page/table.js";

const HELP = `.tables          what can be asked
.columns TABLE   the columns of a table
.quit            leave; so does Ctrl-D
Everything else is SQL, and ends with ;`;

/** Runs until the user leaves. */
export async function prompt(database: Database, limit: number): Promise<void> {
  await print(`${tablesText(database)}\n\nSQL ends with ; and .help says what else there is.`);
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "witskit> " });
  // Ctrl-C drops the statement that is being written, or stops the one that runs, as in other prompts.
  let statement = "";
  lines.on("SIGINT", () => {
    database.interrupt();
    statement = "";
    process.stdout.write("\n");
    ask(lines, statement);
  });
  ask(lines, statement);
  for await (const line of lines) {
    const command = statement === "" ? line.trim() : "";
    if (command === ".quit" || command === ".exit") break;
    if (command.startsWith(".")) await print(await answer(database, command, limit));
    else {
      statement += `${line}\n`;
      if (/;\s*$/.test(statement)) {
        const whole = statement;
        statement = "";
        await print(await answer(database, whole, limit));
      } else if (statement.trim() === "") statement = "";
    }
    ask(lines, statement);
  }
  lines.close();
}

function ask(lines: Interface, statement: string): void {
  lines.setPrompt(statement === "" ? "witskit> " : "     ... ");
  lines.prompt();
}

/** What was wrong is an answer too. */
async function answer(database: Database, text: string, limit: number): Promise<string> {
  try {
    if (text === ".help") return HELP;
    if (text === ".tables") return tablesText(database);
    if (text.startsWith(".columns ")) {
      const table = text.slice(".columns ".length).trim().replaceAll('"', '""');
      return await tableText(
        await database.query(`SELECT column_name, column_type FROM (DESCRIBE "${table}")`),
        0,
      );
    }
    if (text.startsWith(".")) return `there is no ${text.split(" ")[0]}\n${HELP}`;
    return await tableText(await database.query(text), limit);
  } catch (error) {
    if (error instanceof Failure) return error.message;
    return error instanceof Error ? error.message : String(error);
  }
}

const tablesText = ({ views }: Database): string =>
  formatTable(
    views.map(({ name, alias, meaning }) => [name, alias ?? "", meaning]),
    { head: ["TABLE", "ALSO", "MEANING"], width: terminalWidth() },
  );
