/**
 * Patterns that name sources: `*` and `?` stand for what is within a part of a path, `**` for any parts, `{a,b}` for one of
 * several. A pattern without any of these names a source, or a folder with all that is in it. Like those of many tools, a pattern
 * holds from the beginning of any part of the path on, since `logs/rigB/1.wits` is rigB's wherever the logs lie; one that begins
 * with `/` or `./` holds from the beginning of the path alone.
 */

/** Whether a source's name is one that the pattern means. */
export function matcherOf(pattern: string): (name: string) => boolean {
  const text = pattern.replaceAll("\\", "/").replace(/\/+$/, "");
  const anchored = /^(\.?\/|[a-z]:\/)/i.test(text);
  const body = text.replace(/^\.\//, "");
  const whole = new RegExp(`${anchored ? "^" : "(?:^|/)"}${expressionOf(body)}(?:/.*)?$`, "su");
  return (name) => whole.test(name.replaceAll("\\", "/").replace(/^\.\//, ""));
}

const WILD: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/\*\*\//y, () => "(?:[^/]+/)*"],
  [/\*\*/y, () => ".*"],
  [/\*/y, () => "[^/]*"],
  [/\?/y, () => "[^/]"],
  [/\{([^{}/]*)\}/y, ([, list = ""]) => `(?:${list.split(",").map(expressionOf).join("|")})`],
  [/./suy, ([character]) => character!.replace(/[\\^$.*+?()[\]{}|]/u, "\\$&")],
];

function expressionOf(pattern: string): string {
  let expression = "";
  for (let at = 0; at < pattern.length; ) {
    for (const [wild, written] of WILD) {
      wild.lastIndex = at;
      const match = wild.exec(pattern);
      if (match === null) continue;
      expression += written(match);
      at += match[0].length;
      break;
    }
  }
  return expression;
}
