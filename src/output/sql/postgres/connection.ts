/** A connection to PostgreSQL: what its URL may say, and what goes wrong with it, in words. */
import type { Client, ClientConfig } from "pg";
import type { FailureCode } from "../../../failure/codes.js";
import { Failure, systemCode } from "../../../failure/failure.js";
import { choice, integer, type LinkUrl, text } from "../../../network/link-url.js";
import { isLocal, passwordOf, readAuthority } from "../address.js";
import { networkCodes } from "../network.js";

export interface Connected {
  readonly client: Client;
  /** In which the tables are; the one that the server takes where nobody names one. */
  readonly schema: string;
  readonly close: () => Promise<void>;
}

const SSL = ["disable", "require", "verify-full"] as const;

/** What `?` parameters a URL has, and what they mean; read at once, so that a wrong one is told before anything is opened. */
export function connectionSettings(url: LinkUrl): {
  readonly schema: string | undefined;
  /** What a client, or a pool of them, is made with. */
  options(): Promise<ClientConfig>;
  connect(): Promise<Connected>;
} {
  const host = url.parameter("host", text) ?? (url.host === "" ? "localhost" : url.host);
  const schema = url.parameter("schema", text);
  const ssl = url.parameter("sslmode", choice(SSL)) ?? (isLocal(host) ? "disable" : "verify-full");
  const authority = url.parameter("sslrootcert", text);
  const seconds = url.parameter("connectTimeout", integer(1, 3600)) ?? 10;
  const password = passwordOf(url);
  url.checkParameters();
  const database = url.path.replace(/^\//, "");
  const options = async (): Promise<ClientConfig> => {
    const ca = authority === undefined ? undefined : await readAuthority(authority);
    const told = await password();
    return {
      host,
      port: url.port ?? 5432,
      ...(database !== "" && { database }),
      ...(url.user !== undefined && { user: url.user }),
      ...(told !== undefined && { password: told }),
      ssl: ssl === "disable" ? false : { ...(ca !== undefined && { ca }) },
      connectionTimeoutMillis: seconds * 1000,
      application_name: "witskit",
      keepAlive: true,
    };
  };
  return {
    schema,
    options,
    async connect() {
      const { default: pg } = await import("pg");
      const client = new pg.Client(await options());
      // What is under way is told of a connection that breaks; where nothing is, the next statement is.
      client.on("error", () => {});
      try {
        await client.connect();
        await client.query("SET TIME ZONE 'UTC'; SET datestyle TO ISO; SET extra_float_digits TO 3");
        const own = await client.query<{ schema: string | null }>("SELECT current_schema() AS schema");
        return {
          client,
          schema: schema ?? own.rows[0]?.schema ?? "public",
          close: () => client.end().catch(() => {}),
        };
      } catch (error) {
        await client.end().catch(() => {});
        throw postgresFailure(error, url.shown);
      }
    },
  };
}

/** By SQLSTATE, or its class. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const STATES: Readonly<Record<string, FailureCode>> = {
  "08": "connection-broken",
  "28": "not-admitted",
  "3D": "unreachable",
  "53": "unreachable",
  "5310": "disk-full",
  "54": "too-much",
  "57": "connection-broken",
  "57P0": "connection-broken",
  "57P03": "unreachable",
  "42501": "output-forbidden",
  "25006": "output-forbidden",
};

const SYSTEM: Readonly<Record<string, FailureCode>> = {
  ...networkCodes,
  // A socket of the system, where nobody has made one.
  ENOENT: "connection-refused",
};

/** SQLSTATEs of transactions that the server has ended so that another one can end: the same again does what was wanted. */
export const isToBeRepeated = (error: unknown): boolean =>
  ["40001", "40P01", "42P07", "23P01"].includes(stateOf(error) ?? "");

/** Rows are there that nobody knew of: others than loaders write there, or a partition has a time that the row has not. */
export const isDuplicate = (error: unknown): boolean => stateOf(error) === "23505";

export function stateOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  // The system's EPIPE has five letters too.
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !(code in SYSTEM) ? code : undefined;
}

/** What the server or the network says, as a `Failure`; one is passed on as it is. */
export function postgresFailure(
  error: unknown,
  shown: string,
  otherwise: FailureCode = "output-unwritable",
): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message.trim() || String(systemCode(error)) : String(error);
  const tell = (code: FailureCode, text: string): Failure =>
    new Failure(code, `${shown}: ${text}`, { cause: error });
  const state = stateOf(error);
  if (state !== undefined) {
    const code = [5, 4, 2].map((length) => STATES[state.slice(0, length)]).find((one) => one !== undefined);
    return tell(code ?? otherwise, `${message}${adviceFor(state, message)}`);
  }
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const system = SYSTEM[systemCode(first) ?? systemCode(error) ?? ""];
  if (system !== undefined) return tell(system, first instanceof Error ? first.message : message);
  if (/timeout expired|timed out/i.test(message))
    return tell("no-answer", "the server does not answer in time");
  if (/terminated|not queryable|closed|ended/i.test(message)) return tell("connection-broken", message);
  if (/does not support SSL/i.test(message))
    return tell(
      "not-admitted",
      "the server does not speak TLS; ?sslmode=disable goes without it, for networks that are trusted",
    );
  if (/error establishing an SSL connection/i.test(message))
    return tell("unreachable", "what answers there is no PostgreSQL; check the host and the port");
  if (/certificate|self.signed|altname/i.test(message))
    return tell("not-admitted", `${message}; ?sslrootcert=FILE names the authority that signed it`);
  if (/password/i.test(message))
    return tell(
      "not-admitted",
      "the server asks for a password, and none is told; give WITS_DATABASE_PASSWORD_FILE, or ?passwordFile= in the URL",
    );
  return tell(otherwise, message);
}

function adviceFor(state: string, message: string): string {
  if (state === "28P01" || state === "28000") return "; the user, or its password, is not the server's";
  if (state === "3D000") return "; `createdb` makes it";
  if (state.startsWith("531"))
    return "; nothing of this unit is there, and the same command goes on when there is room";
  if (state === "54000" || state === "54011") return "; --layout long has a row a value, and no width";
  if (state === "42501" && / for table /.test(message))
    return "; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA gives the right, and who made them owns them";
  if (state === "42501" && / for database /.test(message))
    return "; GRANT CREATE ON DATABASE gives the right to make a schema, or somebody makes it and gives that of CREATE, USAGE ON SCHEMA";
  if (state === "42501")
    return "; GRANT CREATE, USAGE ON SCHEMA gives the right, and ?schema= names another schema";
  return "";
}
