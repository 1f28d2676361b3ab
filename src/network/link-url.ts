/**
 * Links as people write them: `scheme://user:password@host:port/path?parameter=value`. Taken apart by hand, for a topic
 * may hold a `#` and a device is no host. Whoever uses a part takes it; a parameter that nobody took is an error.
 */
import { Failure } from "../failure/failure.js";
import { nearest } from "../failure/nearest.js";
import { STDIN } from "../runtime/standard-input.js";
import { maskedUrl } from "../text/secrets.js";

/** Reads the text of a parameter. Throws an Error that says what is wrong with it. */
export type ParameterType<Value> = (text: string) => Value;

/** The URL of a link, taken apart. */
export class LinkUrl {
  /** Lower case; `-` is standard input. */
  readonly scheme: string;
  /** Without the brackets of IPv6; empty where the URL has none. */
  readonly host: string;
  readonly port: number | undefined;
  /** From the first slash on, decoded; empty where there is none. */
  readonly path: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** The URL with its secrets masked. */
  readonly shown: string;
  /** The URL as it was given, with its secrets: for who opens it in another thread, and for nobody to see. */
  readonly whole: string;
  /** The same without user and parameters: what a link is called, however it is tuned. */
  readonly bare: string;
  readonly #parameters: ReadonlyMap<string, string>;
  readonly #known = new Set<string>();

  /** Throws Failure("usage") where the text is no URL. */
  constructor(text: string) {
    this.whole = text;
    this.shown = maskedUrl(text);
    this.bare = this.shown.replace(/\?.*$/s, "").replace(/^([^/]*:\/\/)[^/]*@/, "$1");
    if (text === STDIN) {
      this.scheme = STDIN;
      this.host = this.path = "";
      this.port = this.user = this.password = undefined;
      this.#parameters = new Map();
      return;
    }
    const [, scheme, authority = "", path = "", query] = URL_PARTS.exec(text) ?? [];
    if (scheme === undefined) throw this.failure("write it as scheme://, such as tcp://10.0.0.5:12345");
    this.scheme = scheme.toLowerCase();
    if (authority !== "" && path.includes("@")) {
      throw this.failure(
        "an @ stands behind its host; write %40 for it, and in a password %2F, %3F and %23 for /, ? and #",
      );
    }
    const at = authority.lastIndexOf("@");
    const [user, ...password] = at < 0 ? [undefined] : authority.slice(0, at).split(":");
    this.user = user === undefined || user === "" ? undefined : this.#decoded(user);
    this.password = password.length === 0 ? undefined : this.#decoded(password.join(":"));
    const [, bracketed, bare = "", port] = HOST_PARTS.exec(authority.slice(at + 1)) ?? [];
    if (bracketed === undefined && bare === "" && authority.slice(at + 1) !== "" && port === undefined) {
      throw this.failure("what follows // is no host and no host:port; the host of IPv6 stands in brackets");
    }
    this.host = bracketed ?? this.#decoded(bare);
    this.port = port === undefined ? undefined : Number(port);
    if (this.port !== undefined && this.port > 65_535) throw this.failure("a port is at most 65535");
    this.path = this.#decoded(path);
    this.#parameters = this.#parametersIn(query);
  }

  /** The parameter's value; undefined where it is not given. Throws Failure("usage") for a value that it cannot have. */
  parameter<Value>(name: string, type: ParameterType<Value>): Value | undefined {
    this.#known.add(name);
    const text = this.#parameters.get(name);
    if (text === undefined) return undefined;
    try {
      return type(text);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw this.failure(`${name}: ${error.message}`);
    }
  }

  /** Names of parameters that somebody has asked for. */
  get known(): readonly string[] {
    return [...this.#known];
  }

  /** Throws Failure("usage") where a parameter is given that nobody asked for. */
  checkParameters(): void {
    const known = [...this.#known].sort();
    for (const name of this.#parameters.keys()) {
      if (this.#known.has(name)) continue;
      const near = nearest(name, known);
      const hint = near === undefined ? "" : ` Did you mean ${near}?`;
      const all = known.length === 0 ? "it takes none" : `there are ${known.join(", ")}`;
      throw this.failure(`${this.scheme} has no parameter ${name}; ${all}.${hint}`);
    }
  }

  /** Host and port, which the URL must have. `least` is 0 where the system may choose a port. */
  address(least: 0 | 1, host = this.host): { host: string; port: number } {
    if (host === "" || this.port === undefined || this.port < least) {
      throw this.failure(`it needs a host and a port, such as ${this.scheme}://10.0.0.5:12345`);
    }
    return { host, port: this.port };
  }

  /** What to throw where it can never be opened: a sentence behind the URL as people may see it. */
  failure(what: string): Failure {
    return new Failure("bad-link", `${this.shown}: ${what}`);
  }

  #parametersIn(query: string | undefined): Map<string, string> {
    const found = new Map<string, string>();
    for (const part of (query ?? "").split("&")) {
      if (part === "") continue;
      const sign = part.indexOf("=");
      const name = this.#decoded(sign < 0 ? part : part.slice(0, sign));
      if (found.has(name)) throw this.failure(`${name} is given twice`);
      // A name alone is a switch: file:///log?follow.
      found.set(name, sign < 0 ? "true" : this.#decoded(part.slice(sign + 1)));
    }
    return found;
  }

  #decoded(text: string): string {
    try {
      return decodeURIComponent(text);
    } catch {
      throw this.failure("a % in it begins no code; write %25 for the sign itself");
    }
  }
}

const URL_PARTS = /^([a-z][a-z0-9+-]*):\/\/([^/?]*)(\/[^?]*)?(?:\?(.*))?$/is;
const HOST_PARTS = /^(?:\[([^\]]+)\]|([^:[\]]*))(?::(\d{1,6}))?$/;

/** Whether the text is the URL of a link: a scheme that is known, or any that no drive letter can be. */
export const isLinkUrl = (text: string): boolean => /^[a-z][a-z0-9+-]+:\/\//i.test(text);

// -- Types of parameters ---------------------------------------------------------------------------------------

export const text: ParameterType<string> = (given) => {
  if (given === "") throw new Error("it is empty");
  return given;
};

export const truth: ParameterType<boolean> = (given) => {
  if (/^(1|true|yes|on)$/i.test(given)) return true;
  if (/^(0|false|no|off)$/i.test(given)) return false;
  throw new Error(`"${given}" is neither true nor false`);
};

export const integer =
  (least: number, most: number): ParameterType<number> =>
  (given) => {
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new Error(`"${given}" is no whole number from ${least} to ${most}`);
  };

export const choice =
  <Value extends string>(choices: readonly Value[]): ParameterType<Value> =>
  (given) => {
    const found = choices.find((one) => one === given.toLowerCase());
    if (found !== undefined) return found;
    throw new Error(`"${given}" is none of ${choices.join(", ")}`);
  };
