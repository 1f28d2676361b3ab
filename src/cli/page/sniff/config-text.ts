/** A `witskit.toml` that says what a suggested command says by flags, its rules about some sources as `[[source]]`. */
import { type GivenFlag, longName } from "../../flags/flags.js";
import { ruleIn } from "../../flags/per-source.js";

export function configText(flags: readonly GivenFlag[]): string {
  const plain: string[] = [];
  const rules: string[] = [];
  for (const { flag, text } of flags) {
    const name = longName(flag);
    const rule = ruleIn(flag, text, `--${name}`);
    const value = rule === undefined ? text : text.slice(rule.match.length + 1);
    const line = `${name} = ${text === "" ? "true" : JSON.stringify(value)}`;
    if (rule === undefined) plain.push(line);
    else rules.push(`[[source]]\nmatch = ${JSON.stringify(rule.match)}\n${line}`);
  }
  const head = "# What witskit sniff found. Units are by what the values say: check them.";
  return `${[[head, ...plain].join("\n"), ...rules].join("\n\n")}\n`;
}
