/** What a flag is, and how its value is told: its text, a switch, or one of a few words. */
import { wordAmong } from "../../failure/option-check.js";

export interface Flag<Value> {
  readonly short?: string;
  /** What stands for the value in help; a flag without one is a switch. */
  readonly value?: string;
  /** What stands for a value that is left out; a flag without this needs one. */
  readonly optional?: string;
  readonly description: string;
  /** What holds when it is not given, in words. */
  readonly usual?: string;
  /** The words that the value can be, where they are few. */
  readonly choices?: readonly string[];
  /** May be set in the environment: what describes a feed or a habit, not what is particular to one run. */
  readonly environment?: boolean;
  /** Throws an Error that says what is wrong with the text; of a switch, never called. */
  readonly parse: (text: string) => Value;
  /**
   * Looks at what the value names, as what will use it does: a file, a URL. `command` is the one it is set for, empty for all.
   * Throws a `Failure`. Only `config check` asks: a command finds out by using it.
   */
  readonly check?: (text: string, command: string) => Promise<unknown>;
}

export const flag = <Value>(one: Flag<Value>): Flag<Value> => one;

export const toggle = (
  description: string,
  rest: Pick<Flag<true>, "short" | "environment"> = {},
): Flag<true> => ({
  description,
  parse: () => true,
  ...rest,
});

/** A value that is one of a few words. */
export function oneOf<Value extends string>(
  choices: readonly Value[],
  what: string,
): Pick<Flag<Value>, "choices" | "parse"> {
  return {
    choices,
    parse: (text) => wordAmong(text, choices, what),
  };
}
