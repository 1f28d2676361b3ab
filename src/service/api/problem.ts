/**
 * What goes wrong in a request, as RFC 9457 has it: a status, codes that stay what they are, a sentence for people that says what to do,
 * and where in the request each part of it is.
 */
import type { Problem as ShiftProblem } from "../shift/problem.js";
import type { Naming } from "../shift/told.js";
import type { Language } from "../words/language.js";
import { type Reason, type Said, type SaidParams, said, type Thing } from "../words/refusal.js";
import { textOf } from "../words/speech.js";

/** One thing that is wrong: a code with what its sentence names, and where: a JSON pointer into the body, or `?name`, or a header. */
export type ProblemPart = Said & { readonly at: string };

/** The same as it is answered. */
export interface ShownPart {
  readonly at: string;
  readonly code: string;
  readonly params: object;
  /** In the language of whoever asks. */
  readonly message: string;
}

const titles = {
  "bad-request": [400, "the request cannot be read"],
  "not-signed-in": [401, "nobody is signed in"],
  "sign-in-refused": [401, "the address or the password is wrong"],
  "code-needed": [401, "a code of the second factor is needed"],
  forbidden: [403, "this account may not do that"],
  "cross-site": [403, "the request comes from another site"],
  "not-found": [404, "there is no such thing"],
  "method-unknown": [405, "this cannot be done there"],
  "in-progress": [409, "the same request is being answered"],
  "not-acceptable": [406, "there is no such form of it"],
  conflict: [409, "it is no longer in the state that the request needs"],
  "other-tenant": [409, "the session is of another tenant by now"],
  gone: [410, "it is no longer valid"],
  changed: [412, "it was changed meanwhile"],
  "too-large": [413, "the request is too large"],
  "unsupported-type": [415, "that type is not taken"],
  invalid: [422, "what was sent does not hold together"],
  "if-match-needed": [428, "say by If-Match what is changed"],
  "too-many": [429, "too many requests"],
  failed: [500, "the service failed"],
  "not-here": [501, "this service is not set up for that"],
  unavailable: [503, "the service cannot answer now"],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

export type ProblemCode = keyof typeof titles;

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What kind of problem it is, and what exactly, with what its sentence names. */
  readonly code: ProblemCode;
  readonly reason: string;
  readonly params: object;
  /** In the language of whoever asks. */
  readonly detail: string;
  readonly errors: readonly ShownPart[];
}

export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly said: Said;
  readonly errors: readonly ProblemPart[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    why: Said,
    more: {
      readonly errors?: readonly ProblemPart[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(textOf(why), { cause: more.cause });
    this.code = code;
    this.said = why;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  get status(): number {
    return titles[this.code][0];
  }

  documentIn(language: Language): ProblemDocument {
    const [status, title] = titles[this.code];
    const { code, said: why, errors } = this;
    const [first] = errors;
    const detail = textOf(why, language);
    return {
      ...{ type: `/api#${code}`, title, status, code, reason: why.code, params: why.params },
      // What is wrong in one place is told with the place.
      detail: first?.code === why.code ? `${first.at}: ${detail}` : detail,
      errors: errors.map((part) => partIn(part, language)),
    };
  }
}

export const partIn = ({ at, ...part }: ProblemPart, language: Language): ShownPart => ({
  at,
  code: part.code,
  params: part.params,
  message: textOf(part as Said, language),
});

/** What is wrong with a report, as it is answered. */
export const shownProblem = <One extends ShiftProblem>(problem: One, language: Language) => ({
  ...problem,
  message: textOf(problem as Said, language),
});

/** One thing at one place. */
export const wrong = <Code extends Reason>(
  at: string,
  code: Code,
  ...params: Naming<SaidParams[Code]>
): Problem => wrongIn("invalid", at, code, ...params);

export function wrongIn<Code extends Reason>(
  kind: ProblemCode,
  at: string,
  code: Code,
  ...params: Naming<SaidParams[Code]>
): Problem {
  const why = said(code, ...params);
  return new Problem(kind, why, { errors: [{ at, ...why }] });
}

export const forbidden = <Code extends Reason>(code: Code, ...params: Naming<SaidParams[Code]>): Problem =>
  new Problem("forbidden", said(code, ...params));

/** The same answer for what is not there and for what belongs to others. */
export const notFound = (what: Thing): Problem => new Problem("not-found", said("no-such", { what }));

export const tooMany = (waitMs: number): Problem => {
  const seconds = Math.ceil(waitMs / 1000);
  return new Problem("too-many", said("too-many-tries", { seconds }), {
    headers: { "retry-after": String(seconds) },
  });
};
