/**
 * From the text of a rule to the rule:
 *
 *     NAME OP NUMBER [UNIT] [for TIME]         SPPA > 25000 kPa for 10s
 *     event KIND|any [from SEVERITY]           event kick from medium
 *     link stale|down [for TIME]               link stale for 5m
 *     disk free|used OP SIZE|PERCENT           disk free < 5GiB
 *     rejects OP NUMBER in TIME                rejects > 100 in 10m
 *     trouble                                  trouble
 */
import { nearest } from "../../failure/nearest.js";
import { durationIn } from "../../text/duration.js";
import { channelNames } from "../../wits/catalog/channel.js";
import { eventKinds } from "../../wits/catalog/state.js";
import { unit as unitNamed } from "../../wits/catalog/units.js";
import { type Operator, operators, type Rule, RuleMistake, severities } from "./rule.js";

interface Word {
  readonly text: string;
  readonly at: number;
}

/** Throws a RuleMistake that says where. */
export function parseRule(text: string): Rule {
  return new Parser(text).rule();
}

/** The text and a mark below what is wrong in it. */
export const pointed = (text: string, { at, message }: RuleMistake): string =>
  `${message}\n  ${text}\n  ${" ".repeat(at)}^`;

class Parser {
  readonly #words: readonly Word[];
  readonly #end: number;
  #next = 0;

  constructor(text: string) {
    this.#words = [...text.matchAll(/>=|<=|[<>=]|[^\s<>=]+/g)].map(({ 0: word, index: at }) => ({
      text: word,
      at,
    }));
    this.#end = text.trimEnd().length;
  }

  rule(): Rule {
    const first = this.#take(
      'a rule begins with an item, as "SPPA > 25000 kPa for 10s", or with event, link, disk, rejects or trouble',
    );
    const rule = this.#ruleOf(first);
    const more = this.#words[this.#next];
    if (more !== undefined) throw new RuleMistake(more.at, `nothing follows here, and "${more.text}" does`);
    return rule;
  }

  #ruleOf(first: Word): Rule {
    switch (first.text.toLowerCase()) {
      case "event": {
        const event = this.#word("a kind of event", [...eventKinds, "any"] as const);
        const severity = this.#keyword("from") ? this.#word("a severity", severities) : severities[0];
        return { kind: "event", event, severity };
      }
      case "link": {
        const state = this.#word("what the link is", ["stale", "down"] as const);
        return { kind: "link", state, lasts: this.#lasts() };
      }
      case "disk": {
        const of = this.#word("what of the disk", ["free", "used"] as const);
        const operator = this.#operator();
        return { kind: "disk", of, operator, ...this.#size() };
      }
      case "rejects": {
        const operator = this.#operator();
        const bound = this.#number();
        if (!this.#keyword("in"))
          throw this.#mistake('a time follows, in which they are counted, as "in 10m"');
        return { kind: "rejects", operator, bound, within: this.#duration() };
      }
      case "trouble":
        return { kind: "trouble" };
      default:
        return this.#value(first);
    }
  }

  #value({ text: name, at }: Word): Rule {
    const isItem = /^\d{4}$/.test(name) || /^[A-Za-z][A-Za-z0-9]*(_\d{2})?$/.test(name);
    if (!isItem && !channelNames.some((one) => one === name)) {
      const near = nearest(name, channelNames);
      throw new RuleMistake(
        at,
        `"${name}" is no mnemonic, code or channel${near === undefined ? "" : `; did you mean ${near}?`}`,
      );
    }
    const operator = this.#operator();
    const bound = this.#number();
    let unit: string | undefined;
    const next = this.#words[this.#next];
    if (next !== undefined && next.text.toLowerCase() !== "for") {
      const found = unitNamed(next.text);
      if (found === undefined)
        throw new RuleMistake(next.at, `"${next.text}" is no unit that \`witskit units\` knows, nor "for"`);
      unit = found.symbol;
      this.#next++;
    }
    return { kind: "value", name, operator, bound, unit, lasts: this.#lasts() };
  }

  #take(missing: string): Word {
    const word = this.#words[this.#next];
    if (word === undefined) throw this.#mistake(missing);
    this.#next++;
    return word;
  }

  #word<const One extends string>(what: string, choices: readonly One[]): One {
    const { text, at } = this.#take(`${what} is missing: one of ${choices.join(", ")}`);
    const named = text.toLowerCase().replaceAll("-", "_");
    const found = choices.find((one) => one === named);
    if (found !== undefined) return found;
    const near = nearest(named, choices);
    throw new RuleMistake(
      at,
      `"${text}" is not ${what}; ${near === undefined ? `there are ${choices.join(", ")}` : `did you mean ${near}?`}`,
    );
  }

  #keyword(word: string): boolean {
    if (this.#words[this.#next]?.text.toLowerCase() !== word) return false;
    this.#next++;
    return true;
  }

  #operator(): Operator {
    const { text, at } = this.#take(`an operator is missing: one of ${operators.join(" ")}`);
    const found = operators.find((one) => one === text);
    if (found === undefined) throw new RuleMistake(at, `"${text}" is none of ${operators.join(" ")}`);
    return found;
  }

  #number(): number {
    const { text, at } = this.#take("a number is missing");
    const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(number)) return number;
    throw new RuleMistake(
      at,
      `"${text}" is no number; a unit stands behind a blank, a decimal point is a point`,
    );
  }

  #size(): { readonly bound: number; readonly share: boolean } {
    const { text, at } = this.#take('a size is missing, as "5GiB" or "10%"');
    const unit = this.#words[this.#next]?.text ?? "";
    const whole = /^[\d.]+$/.test(text) && /^([kmgt](i?b)?|b|%)$/i.test(unit) ? `${text}${unit}` : text;
    if (whole !== text) this.#next++;
    const [, digits = "", sign = ""] = /^(\d+(?:\.\d+)?)(%|[a-z]*)$/i.exec(whole) ?? [];
    if (digits !== "" && sign === "%" && Number(digits) <= 100)
      return { bound: Number(digits) / 100, share: true };
    const power = /^(?:[kmgt]?(?:i?b)?)$/i.test(sign) ? " kmgt".indexOf(sign.charAt(0).toLowerCase()) : -1;
    if (digits === "" || (power < 0 && sign.toLowerCase() !== "b" && sign !== ""))
      throw new RuleMistake(at, `"${whole}" is no size; write it as 5GiB, 500MiB or 10%`);
    return { bound: Math.round(Number(digits) * 1024 ** Math.max(0, power)), share: false };
  }

  #lasts(): number {
    return this.#keyword("for") ? this.#duration() : 0;
  }

  #duration(): number {
    const { text, at } = this.#take('a length of time is missing, as "10s"');
    try {
      return durationIn(text);
    } catch (error) {
      throw new RuleMistake(at, error instanceof Error ? error.message : String(error));
    }
  }

  #mistake(message: string): RuleMistake {
    return new RuleMistake(this.#end, message);
  }
}
