/** A connection to MariaDB or MySQL: what its URL may say, and what goes wrong with it, in words. */
import { connect as dial, isIP } from "node:net";
import type { Connection, ConnectionOptions } from "mysql2/promise";
import type { FailureCode } from "../../../failure/codes.js";
import { Failure, systemCode } from "../../../failure/failure.js";
import { choice, integer, type LinkUrl, text } from "../../../network/link-url.js";
import { isLocal, passwordOf, readAuthority } from "../address.js";
import { networkCodes } from "../network.js";

const SSL = ["disable", "require", "verify-full"] as const;

export interface Connected {
  readonly connection: Connection;
  readonly isMariadb: boolean;
  close(): Promise<void>;
}

/** Texts are compared byte by byte in its sessions, quotes stand around names, and nothing is cut to fit. */
export async function connectMysql(url: LinkUrl): Promise<Connected> {
  const host = url.host === "" ? "localhost" : url.host;
  const ssl = url.parameter("sslmode", choice(SSL)) ?? (isLocal(host) ? "disable" : "verify-full");
  const authority = url.parameter("sslrootcert", text);
  const seconds = url.parameter("connectTimeout", integer(1, 3600)) ?? 10;
  const password = passwordOf(url);
  url.checkParameters();
  const database = url.path.replace(/^\//, "");
  if (database === "")
    throw url.failure(`it names no database; write it as ${url.scheme}://user@host/database`);
  const { createConnection } = await import("mysql2/promise");
  const ca = authority === undefined ? undefined : await readAuthority(authority);
  let connection: Connection | undefined;
  try {
    connection = await createConnection({
      host,
      port: url.port ?? 3306,
      ...(url.user !== undefined && { user: url.user }),
      password: (await password()) ?? "",
      database,
      ...(ssl !== "disable" && secured(host, url.port ?? 3306, ca)),
      charset: "utf8mb4",
      connectTimeout: seconds * 1000,
      timezone: "Z",
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
    // What is under way is told of a connection that breaks; where nothing is, the next statement is.
    connection.on("error", () => {});
    await connection.query(
      "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ANSI_QUOTES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'",
    );
    const [rows] = await connection.query("SELECT version() AS version");
    const version = String((rows as { version: string }[])[0]!.version);
    const opened = connection;
    return {
      connection,
      isMariadb: /mariadb/i.test(version),
      close: () => opened.end().catch(() => opened.destroy()),
    };
  } catch (error) {
    connection?.destroy();
    throw mysqlFailure(error, url.shown);
  }
}

/**
 * TLS to a server whose certificate is verified, and is for this host. The client holds it against a name alone, and takes an address for
 * `localhost`; one with a dot behind it is a name to the client, and the address again to the system's check.
 */
function secured(host: string, port: number, ca: string | undefined): Partial<ConnectionOptions> {
  const ssl = { ...(ca !== undefined && { ca }), rejectUnauthorized: true, verifyIdentity: true };
  if (isIP(host) === 0) return { ssl };
  return { ssl, host: `${host}.`, stream: () => dial({ host, port, noDelay: true, keepAlive: true }) };
}

/** https://mariadb.com/kb/en/mariadb-error-code-reference/ */
const NUMBERS: Readonly<Record<number, FailureCode>> = {
  1021: "disk-full",
  1114: "disk-full",
  1044: "output-forbidden",
  1142: "output-forbidden",
  1045: "not-admitted",
  1698: "not-admitted",
  1049: "unreachable",
  1040: "unreachable",
  1053: "connection-broken",
  1927: "connection-broken",
  1117: "too-much",
  1118: "too-much",
  1153: "too-much",
  1406: "too-much",
};

/** What the storage engine, or the system under it, says within a message of another number: `(errno: 28 "No space left on device")`. */
const WITHIN: Readonly<Record<number, number>> = { 28: 1114, 122: 1114, 135: 1114, 139: 1118, 185: 1117 };

const GRANT = "; GRANT ALL ON the database gives the right";
const WIDTH = "; --layout long has a row a value, and no width";
const ROOM = "; nothing of this unit is there, and the same command goes on when there is room";
const ADVICE: Readonly<Record<number, string>> = {
  1021: ROOM,
  1114: ROOM,
  1044: GRANT,
  1142: GRANT,
  1049: "; CREATE DATABASE makes it",
  1117: WIDTH,
  1118: WIDTH,
};

const SYSTEM: Readonly<Record<string, FailureCode>> = {
  ...networkCodes,
  PROTOCOL_CONNECTION_LOST: "connection-broken",
};

export const numberOf = (error: unknown): number | undefined =>
  error instanceof Error ? (error as { errno?: number }).errno : undefined;

/** What the server or the network says, as a `Failure`; one is passed on as it is. */
export function mysqlFailure(
  error: unknown,
  shown: string,
  otherwise: FailureCode = "output-unwritable",
): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message || String(systemCode(error)) : String(error);
  const within = /(?:errno: |got error )(\d+)/i.exec(message)?.[1];
  const number = WITHIN[Number(within)] ?? numberOf(error) ?? 0;
  const isLost = /closed state|connection (is )?(lost|closed)/i.test(message);
  const certificate = /certificate|self.signed|secure connection/i.test(message);
  const code =
    SYSTEM[systemCode(error) ?? ""] ??
    NUMBERS[number] ??
    (isLost ? "connection-broken" : certificate ? "not-admitted" : otherwise);
  const advice =
    ADVICE[number] ??
    (certificate
      ? "; ?sslrootcert=FILE names an authority, ?sslmode=disable goes without TLS, for networks that are trusted"
      : "");
  return new Failure(code, `${shown}: ${message}${advice}`, { cause: error });
}
