/**
 * What goes wrong in a request, as RFC 9457 has it: a status, a code that stays what it is, a sentence for people that says what to do,
 * and where in the request each part of it is.
 */

export interface ProblemPart {
  /** Where: a JSON pointer into the body, or `?name`, or a header. */
  readonly at: string;
  readonly code: string;
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
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly ProblemPart[];
}

export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  readonly errors: readonly ProblemPart[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      readonly errors?: readonly ProblemPart[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: more.cause });
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  get status(): number {
    return titles[this.code][0];
  }

  get document(): ProblemDocument {
    const [status, title] = titles[this.code];
    const { code, message, errors } = this;
    return { type: `/api#${code}`, title, status, code, detail: message, errors };
  }
}

/** The same answer for what is not there and for what belongs to others. */
export const notFound = (what: string): Problem => new Problem("not-found", `there is no such ${what}`);

export const tooMany = (waitMs: number): Problem => {
  const seconds = Math.ceil(waitMs / 1000);
  return new Problem("too-many", `too many tries; the next is looked at in ${seconds} s`, {
    headers: { "retry-after": String(seconds) },
  });
};
