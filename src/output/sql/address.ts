/**
 * The URL of a database, taken apart, and its password, which may stand elsewhere: in a file or a variable that the URL names, or in
 * `WITS_DATABASE_PASSWORD` and the file of `WITS_DATABASE_PASSWORD_FILE`, where the URL tells none.
 */
import { readFile } from "node:fs/promises";
import { Failure, systemCode } from "../../failure/failure.js";
import { type LinkUrl, text } from "../../network/link-url.js";
import { maskedUrl } from "../../text/secrets.js";

export const engines = ["postgres", "sqlite", "mysql", "influx"] as const;
export type Engine = (typeof engines)[number];

const SCHEMES: Readonly<Record<string, Engine>> = {
  postgres: "postgres",
  postgresql: "postgres",
  sqlite: "sqlite",
  mysql: "mysql",
  mariadb: "mysql",
  influx: "influx",
};

/** A file of InfluxDB's line protocol. */
const LINES = /\.lp$/i;

/** Which database an address is of; undefined of what is none. */
export function engineOf(address: string): Engine | undefined {
  const scheme = /^([a-z][a-z0-9+-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && Object.hasOwn(SCHEMES, scheme)) return SCHEMES[scheme];
  // A letter and a colon begin a path of Windows.
  const isPath = scheme === undefined || scheme.length === 1 || scheme === "file";
  return isPath && LINES.test(address.replace(/^(file:[^?]*)\?.*$/is, "$1")) ? "influx" : undefined;
}

/** Throws `Failure("bad-option")` for what no engine takes. */
export function knownEngine(address: string): Engine {
  const engine = engineOf(address);
  if (engine !== undefined) return engine;
  throw new Failure(
    "bad-option",
    `${maskedUrl(address)} is no database; there are postgres://, mysql://, mariadb://, sqlite:///path/file.db, influx:// and files file.lp`,
  );
}

/** The same of what can follow a stream, for which it must know what it has. */
export function engineWithLedger(address: string): Engine {
  const engine = knownEngine(address);
  if (engine !== "influx") return engine;
  throw new Failure(
    "bad-option",
    `${maskedUrl(address)} does not know what it has, and cannot follow a stream; \`witskit load\` writes a dataset there`,
  );
}

/** Answers the password that a URL tells, or else the environment's. Read when it is asked for, and kept nowhere. */
export function passwordOf(url: LinkUrl): () => Promise<string | undefined> {
  const file = url.parameter("passwordFile", text);
  const variable = url.parameter("passwordEnv", text);
  if ([file, variable, url.password].filter((one) => one !== undefined).length > 1)
    throw url.failure("it has more than one password; leave all but one of them out");
  if (variable !== undefined && process.env[variable] === undefined)
    throw url.failure(`passwordEnv: there is no variable ${variable} in the environment`);
  return async () => {
    if (variable !== undefined) return process.env[variable];
    if (url.password !== undefined) return url.password;
    if (file !== undefined) return contentOf(file, "passwordFile");
    const { WITS_DATABASE_PASSWORD: told, WITS_DATABASE_PASSWORD_FILE: path } = process.env;
    if (told !== undefined && told !== "") return told;
    return path === undefined || path === "" ? undefined : contentOf(path, "WITS_DATABASE_PASSWORD_FILE");
  };
}

async function contentOf(path: string, place: string): Promise<string> {
  const content = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Failure("bad-config", `${place}: cannot read ${path}: ${systemCode(error) ?? String(error)}`, {
      cause: error,
      place: { file: path },
    });
  });
  return content.replace(/\r?\n$/, "");
}

/** Whether the host is this machine, where nobody listens in between. */
export const isLocal = (host: string): boolean =>
  host === "" || host === "localhost" || host === "::1" || host.startsWith("127.") || host.startsWith("/");

/** The certificate of `sslrootcert`. */
export async function readAuthority(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw new Failure("bad-config", `sslrootcert: cannot read ${path}: ${systemCode(cause) ?? cause}`, {
      cause,
    });
  });
}
