/** What people tell of notices: rules, and the ways by which they are told. */

import type { QuietTimes } from "./quiet.js";
import type { Operator, Rule } from "./rule.js";

export interface NoticeTold {
  /** No two have the same. */
  readonly name: string;
  /** As it was written. */
  readonly when: string;
  readonly rule: Rule;
  /** When it is over, where that is not when the rule holds no more. */
  readonly clear: Clearing | undefined;
  /** Streams and links that it is about, a pattern; all of them unless told. */
  readonly source: string | undefined;
  readonly quiet: readonly QuietTimes[];
  /** Names of ways. */
  readonly to: readonly string[];
}

/** `SPPA < 24000 for 1m`: a bound of its own, in the unit of the rule. */
export interface Clearing {
  readonly text: string;
  readonly operator: Operator;
  readonly bound: number;
  readonly lasts: number;
}

export interface NoticesTold {
  readonly notices: readonly NoticeTold[];
  readonly ways: readonly WayTold[];
}

/** A way out, by what its table has. Secrets are read when it is opened, and from where is told here. */
export type WayTold = { readonly name: string; readonly place: string } & (
  | {
      readonly kind: "webhook";
      readonly url: string;
      readonly secret: SecretTold;
      readonly allowPrivate: boolean;
    }
  | {
      readonly kind: "mail";
      readonly url: string;
      readonly to: readonly string[];
      readonly secret: SecretTold;
    }
  | { readonly kind: "mqtt"; readonly url: string }
  | { readonly kind: "command"; readonly command: readonly string[] }
  | { readonly kind: "plugin"; readonly notifier: string }
);

/** Where a secret is: the name of a variable, or of a file; both undefined where there is none. */
export interface SecretTold {
  readonly env?: string | undefined;
  readonly file?: string | undefined;
}
