/** A notice given to a program on its standard input, as JSON. There is no shell: no text of a rig is ever part of a command line. */
import { spawn } from "node:child_process";
import { systemCode } from "../../../failure/failure.js";
import type { Way } from "../outbox.js";

/** Milliseconds in which a program must end. */
const ENDS_WITHIN = 30_000;
/** Characters kept of what it says. */
const SAID = 2000;

export const commandWay = ([path, ...words]: readonly string[]): Way => ({
  send: (notice, signal) =>
    new Promise((resolve, reject) => {
      const failed = (why: string): void => reject(new Error(`${path}: ${why}`));
      let said = "";
      const child = spawn(path!, words, {
        stdio: ["pipe", "ignore", "pipe"],
        shell: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(ENDS_WITHIN)]),
        killSignal: "SIGKILL",
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said = (said + text).slice(-SAID);
      });
      // One that does not read what it is given has its reasons, and its exit code tells.
      child.stdin.on("error", () => {});
      child.stdin.end(`${JSON.stringify(notice)}\n`);
      child.once("error", (error) =>
        failed(
          error.name === "AbortError" || error.name === "TimeoutError"
            ? `it did not end within ${ENDS_WITHIN / 1000} s`
            : systemCode(error) === "ENOENT"
              ? "there is no such program"
              : error.message,
        ),
      );
      child.once("close", (code, by) => {
        if (code === 0) resolve();
        else
          failed(
            `it ended with ${code ?? by}${said.trim() === "" ? "" : `: ${said.trim().split("\n").at(-1)}`}`,
          );
      });
    }),
});
