/** What goes wrong with a store, in words. What is thrown by the client is never shown itself: it may hold what was signed. */
import type { FailureCode } from "../failure/codes.js";
import { Failure, systemCode } from "../failure/failure.js";

interface Meaning {
  readonly code: FailureCode;
  readonly why: string;
}

const KEYS = "the keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const SERVICE: Readonly<Record<string, Meaning>> = {
  RequestTimeTooSkewed: {
    code: "not-admitted",
    why: "this machine's clock and the store's are too far apart; set the clock",
  },
  InvalidAccessKeyId: { code: "not-admitted", why: `the store does not know this key; ${KEYS}` },
  SignatureDoesNotMatch: { code: "not-admitted", why: `the secret key does not fit; ${KEYS}` },
  AccessDenied: {
    code: "not-admitted",
    why: `this key may not do that there; ask who owns the bucket, ${KEYS}`,
  },
  NoSuchBucket: {
    code: "unreachable",
    why: "there is no such bucket; make it, or check its name and WITS_S3_ENDPOINT",
  },
  PermanentRedirect: { code: "unreachable", why: "the bucket is in another region; set AWS_REGION" },
  AuthorizationHeaderMalformed: {
    code: "unreachable",
    why: "the bucket is in another region; set AWS_REGION",
  },
};

const LATE: Meaning = { code: "no-answer", why: "nothing came in time; check the network" };

const SYSTEM: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: { code: "connection-refused", why: "nobody listens there; check WITS_S3_ENDPOINT" },
  ENOTFOUND: {
    code: "host-unknown",
    why: "its host cannot be looked up; check WITS_S3_ENDPOINT and the network",
  },
  EAI_AGAIN: {
    code: "host-unknown",
    why: "its host cannot be looked up; check WITS_S3_ENDPOINT and the network",
  },
  ETIMEDOUT: LATE,
  UND_ERR_CONNECT_TIMEOUT: LATE,
  UND_ERR_HEADERS_TIMEOUT: LATE,
  UND_ERR_BODY_TIMEOUT: LATE,
};

/** What a store answered that is no success. */
export interface ServiceAnswer {
  readonly status: number;
  readonly code: string | undefined;
}

/** Undefined of what did not come to an answer. */
export function answerIn(error: unknown): ServiceAnswer | undefined {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return undefined;
  const body = "body" in error && typeof error.body === "string" ? error.body : "";
  const told =
    "serviceCode" in error && typeof error.serviceCode === "string" ? error.serviceCode : undefined;
  const code = /<Code>([A-Za-z]+)<\/Code>/.exec(body)?.[1] ?? (told === "Unknown" ? undefined : told);
  return { status: error.status, code };
}

/** Whether the same request may go well a moment later. */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof Failure) return false;
  const answer = answerIn(error);
  return answer === undefined
    ? systemIn(error) !== "ENOTFOUND"
    : answer.status >= 500 && answer.status !== 501;
};

function systemIn(error: unknown): string | undefined {
  const own = systemCode(error);
  return own ?? (error instanceof Error && error.cause !== undefined ? systemIn(error.cause) : undefined);
}

/** `doing` what: `read`, `write`. */
export function storeFailure(error: unknown, shown: string, doing: string): Failure {
  if (error instanceof Failure) return error;
  const { code, why } = meaningOf(error);
  return new Failure(code, `cannot ${doing} ${shown}: ${why}`, { place: { file: shown } });
}

function meaningOf(error: unknown): Meaning {
  const answer = answerIn(error);
  if (answer !== undefined) {
    const known = answer.code === undefined ? undefined : SERVICE[answer.code];
    if (known !== undefined) return known;
    const told = `the store answers ${answer.status}${answer.code === undefined ? "" : ` ${answer.code}`}`;
    if (answer.status === 401 || answer.status === 403)
      return { code: "not-admitted", why: `${told}; ${KEYS}` };
    return { code: "unreachable", why: `${told}; run the same command again, which goes on where it was` };
  }
  const system = systemIn(error);
  const known = system === undefined ? undefined : SYSTEM[system];
  if (known !== undefined) return known;
  return {
    code: "connection-broken",
    why: "the connection broke off; run the same command again, which goes on where it was",
  };
}
