/** Points into InfluxDB by HTTP: compressed, again where the server may take them later, and what it says in words. */
import { readFile } from "node:fs/promises";
import { request as plain } from "node:http";
import { request as secured } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FailureCode } from "../../../failure/codes.js";
import { Failure, systemCode } from "../../../failure/failure.js";
import { networkCodes } from "../network.js";
import type { InfluxServer } from "./address.js";

const compressed = promisify(gzip);

/** Times that lines are sent before it is said that the server does not take them. */
const ATTEMPTS = 6;
/** Milliseconds until they are sent again, which doubles. */
const FIRST_WAIT = 250;
/** Milliseconds that a server may ask us to wait. */
const LONGEST_WAIT = 30_000;

export interface Answer {
  readonly status: number;
  readonly said: string;
  /** Milliseconds; what the server asks for. */
  readonly wait: number | undefined;
}

/** What is sent, and how it is written. */
export interface Content {
  readonly type: string;
  readonly encoding?: string;
  readonly body: Buffer | string;
}

/** Answers what the server says, asked again while it is busy; throws a `Failure` where it cannot be asked. */
export type Ask = (url: URL, content: Content) => Promise<Answer>;

export async function asking(server: InfluxServer): Promise<Ask> {
  const { authority } = server;
  const admission = await server.admission();
  const ca = authority === undefined ? undefined : await readAuthority(authority);
  // A server that is away from the beginning is somewhere else, more often than not; one that was there starts again.
  let wasThere = false;
  return async function ask(url, content) {
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt === ATTEMPTS;
      let wait = FIRST_WAIT * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
      try {
        const answer = await answered(url, content, { seconds: server.seconds, admission, ca });
        wasThere = true;
        if (isLast || !(answer.status >= 500 || answer.status === 429)) return answer;
        wait = answer.wait ?? wait;
      } catch (error) {
        if (isLast || !wasThere || !isPassing(error)) throw networkFailure(error, server);
      }
      await delay(Math.min(wait, LONGEST_WAIT));
    }
  };
}

export const isTaken = ({ status }: Answer): boolean => status >= 200 && status < 300;

export type Post = (lines: readonly string[]) => Promise<void>;

/** Answers what posts lines, each with its line break. Done when the server has them; throws a `Failure` otherwise. */
export function poster(server: InfluxServer, ask: Ask): Post {
  return async function post(lines) {
    const body = await compressed(lines.join(""));
    const answer = await ask(server.write, { type: "text/plain; charset=utf-8", encoding: "gzip", body });
    if (isTaken(answer)) return;
    if (answer.status !== 413 || lines.length === 1) throw refused(server, answer);
    const half = lines.length >> 1;
    await post(lines.slice(0, half));
    await post(lines.slice(half));
  };
}

async function readAuthority(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new Failure(
      "bad-config",
      `sslrootcert: cannot read ${path}: ${systemCode(error) ?? String(error)}`,
      {
        cause: error,
      },
    );
  });
}

interface Terms {
  readonly seconds: number;
  readonly admission: string | undefined;
  readonly ca: string | undefined;
}

function answered(
  url: URL,
  { type, encoding, body }: Content,
  { seconds, admission, ca }: Terms,
): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = {
      "content-type": type,
      ...(encoding !== undefined && { "content-encoding": encoding }),
      "content-length": Buffer.byteLength(body),
      ...(admission !== undefined && { authorization: admission }),
    };
    const options = {
      method: "POST",
      headers,
      signal: AbortSignal.timeout(seconds * 1000),
      ...(ca && { ca }),
    };
    const request = (url.protocol === "https:" ? secured : plain)(url, options, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => void (pieces.length < 16 && pieces.push(piece)));
      response.on("error", fail);
      response.on("end", () => {
        const after = Number(response.headers["retry-after"]);
        done({
          status: response.statusCode ?? 0,
          said: wordsIn(Buffer.concat(pieces).toString("utf8")),
          wait: Number.isFinite(after) && after >= 0 ? after * 1000 : undefined,
        });
      });
    });
    request.on("error", fail);
    request.end(body);
  });
}

/** `{"error": ...}` of version 1, or `{"results": [{"error": ...}]}` of its statements, `{"code": ..., "message": ...}` of version 2, or what a proxy between says. */
function wordsIn(text: string): string {
  try {
    const { error, message, results } = JSON.parse(text) as {
      error?: unknown;
      message?: unknown;
      results?: readonly { error?: unknown }[];
    };
    const told = message ?? error ?? results?.find((one) => one.error !== undefined)?.error;
    if (typeof told === "string") return told.trim();
    if (Array.isArray(results)) return "";
  } catch {
    // No JSON: the text is what is said.
  }
  return text.replace(/\s+/g, " ").trim().slice(0, 300);
}

function refused({ shown, wanted }: InfluxServer, { status, said }: Answer): Failure {
  const tell = (code: FailureCode, what: string): Failure =>
    new Failure(code, `${shown}: ${what}${said === "" ? "" : `; the server says: ${said}`}`);
  switch (status) {
    case 400:
    case 422:
      return /field type conflict|conflict/i.test(said)
        ? tell(
            "output-differs",
            "a field is there with another type; name another database. The points before are there",
          )
        : tell("output-unwritable", "the server refuses points; the others of their batch may be there");
    case 401:
    case 403:
      return tell(
        "not-admitted",
        `${status === 401 ? "it asks for a user or a token that it knows" : "the user or token may not write there"}; WITS_DATABASE_PASSWORD_FILE names a file that has it`,
      );
    case 404:
      return tell("unreachable", wanted);
    case 413:
      return tell("output-unwritable", "a single point is larger than what the server takes");
    case 429:
      return tell(
        "unreachable",
        "the server has no time for us, and was asked for minutes; the same command sends all again",
      );
    default:
      return status >= 500
        ? tell(
            "unreachable",
            `the server answers ${status}, as often as it is asked; the same command sends all again`,
          )
        : tell("unreachable", `the server answers ${status}, as no InfluxDB does; check the port and ?api=`);
  }
}

const SYSTEM: Readonly<Record<string, FailureCode>> = {
  ...networkCodes,
  ABORT_ERR: "no-answer",
};

const codeOf = (error: unknown): FailureCode | undefined => {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return SYSTEM[systemCode(first) ?? systemCode(error) ?? ""];
};

/** What may be otherwise in a moment: a server that starts again. A name that is not known stays so. */
const isPassing = (error: unknown): boolean => {
  const code = codeOf(error);
  return code !== undefined && code !== "host-unknown" && code !== "no-answer";
};

function networkFailure(error: unknown, { shown, seconds }: InfluxServer): Failure {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === "no-answer")
    return new Failure(code, `${shown}: no answer within ${seconds} seconds; ?timeout= waits longer`, {
      cause: error,
    });
  if (code !== undefined) return new Failure(code, `${shown}: ${message || code}`, { cause: error });
  // What Node's parser says of an answer that is no HTTP.
  if (systemCode(error)?.startsWith("HPE_"))
    return new Failure(
      "unreachable",
      `${shown}: what answers there is no InfluxDB; check the host and the port`,
      {
        cause: error,
      },
    );
  return new Failure(
    "not-admitted",
    `${shown}: ${message}; ?sslrootcert=FILE names an authority, ?sslmode=disable goes without TLS, for networks that are trusted`,
    { cause: error },
  );
}
