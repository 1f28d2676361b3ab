/**
 * The password of a link. In the URL itself it is seen by whoever sees the command line; `passwordFile` and `passwordEnv`
 * say where it is instead.
 */
import { readFile } from "node:fs/promises";
import { type LinkUrl, text } from "../../network/link-url.js";
import { unreadable } from "../bytes/unreadable.js";

/** Answers what reads it, anew for each connection: a password may be changed. */
export function passwordIn(url: LinkUrl): () => Promise<string | undefined> {
  const file = url.parameter("passwordFile", text);
  const variable = url.parameter("passwordEnv", text);
  if ([file, variable, url.password].filter((one) => one !== undefined).length > 1) {
    throw url.failure("it has more than one password; leave all but one of them out");
  }
  if (variable !== undefined && process.env[variable] === undefined) {
    throw url.failure(`passwordEnv: there is no variable ${variable} in the environment`);
  }
  return async () => {
    if (variable !== undefined) return process.env[variable];
    if (file === undefined) return url.password;
    const content = await readFile(file, "utf8").catch((error: unknown) => {
      throw unreadable(file, error);
    });
    return content.replace(/\r?\n$/, "");
  };
}
