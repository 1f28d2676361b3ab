/** `[[notice]]`, rules of what people are told, and `[notify.NAME]`, the ways by which they are. */
import { Failure } from "../../failure/failure.js";
import { matcherOf } from "../../input/feed/source-pattern.js";
import { parseRule, pointed } from "../../live/notices/parse-rule.js";
import { type QuietTimes, quietTimesIn } from "../../live/notices/quiet.js";
import { type Rule, RuleMistake } from "../../live/notices/rule.js";
import type { Clearing, NoticesTold, NoticeTold, SecretTold, WayTold } from "../../live/notices/told.js";
import { noticeUrl } from "../../live/notices/ways/webhook.js";
import { mailServerUrl } from "../../network/mail.js";
import { isTable, type Section } from "./section.js";

const NOTICE = "notice";
const NOTIFY = "notify";

type Table = Readonly<Record<string, unknown>>;

/** Undefined where neither is told. What is wrong is refused, with its line. */
export function noticesIn(notice: unknown, notify: unknown, section: Section): NoticesTold | undefined {
  if (notice === undefined && notify === undefined) return undefined;
  const ways = waysIn(notify, section);
  const notices: NoticeTold[] = [];
  if (notice !== undefined && !Array.isArray(notice))
    section.refuse(
      [NOTICE],
      `${NOTICE} is to be written [[${NOTICE}]], once for each rule, and its when below`,
    );
  for (const [i, table] of (Array.isArray(notice) ? notice : []).entries()) {
    const told = noticeIn(
      table,
      [NOTICE, String(i)],
      ways.map(({ name }) => name),
      section,
    );
    if (told === undefined) continue;
    if (notices.some(({ name }) => name === told.name))
      section.refuse(
        [NOTICE, String(i)],
        `two notices are called ${told.name}; give one of them another name`,
      );
    else notices.push(told);
  }
  return { notices, ways };
}

const NOTICE_KEYS = ["name", "when", "clear", "source", "quiet", "to"];

function noticeIn(
  table: unknown,
  path: readonly string[],
  ways: readonly string[],
  section: Section,
): NoticeTold | undefined {
  if (!isTable(table)) {
    section.refuse(path, "a notice is to be a table");
    return undefined;
  }
  const of = new Keys(table, path, NOTICE_KEYS, section);
  const when = of.text("when");
  if (when === undefined) {
    of.refuseAll(`${NOTICE} ${Number(path[1]) + 1} has no when, such as "SPPA > 25000 kPa for 10s"`);
    return undefined;
  }
  const rule = of.tried("when", () => ruleIn(when));
  const name = of.text("name") ?? when;
  const clearText = of.text("clear");
  const clear =
    clearText === undefined || rule === undefined
      ? undefined
      : of.tried("clear", () => clearingIn(clearText, rule));
  const source = of.text("source");
  if (source !== undefined) of.tried("source", () => matcherOf(source));
  const quiet = of.texts("quiet").flatMap((text): QuietTimes[] => {
    const times = of.tried("quiet", () => quietTimesIn(text));
    return times === undefined ? [] : [times];
  });
  const to = table["to"] === undefined ? ways : of.texts("to");
  const unknown = to.find((one) => !ways.includes(one));
  if (unknown !== undefined)
    section.refuse([...path, "to"], `there is no way ${unknown}: write [${NOTIFY}.${unknown}]`);
  if (name.length > 200 || /\p{Cc}/u.test(name))
    section.refuse([...path, "name"], "the name is no short line of text");
  return rule && { name, when, rule, clear, source, quiet, to };
}

/** What is wrong is pointed at, below the rule. */
function ruleIn(text: string): Rule {
  try {
    return parseRule(text);
  } catch (error) {
    if (error instanceof RuleMistake) throw new Error(pointed(text, error), { cause: error });
    throw error;
  }
}

function clearingIn(text: string, rule: Rule): Clearing {
  const clear = ruleIn(text);
  const { kind } = rule;
  if (kind !== "value" && kind !== "disk")
    throw new Error(`clear is for values and disks; a notice about "${kind}" is over when that is over`);
  if (clear.kind !== kind)
    throw new Error(`clear is about something else than the rule, which is about ${kind}`);
  if (clear.kind === "value" && rule.kind === "value") {
    if (clear.name.toUpperCase() !== rule.name.toUpperCase())
      throw new Error(`clear is about ${clear.name}, and the rule about ${rule.name}`);
    if (clear.unit !== undefined && clear.unit !== rule.unit)
      throw new Error(
        `clear is in ${clear.unit}, and the rule ${rule.unit === undefined ? "names no unit" : `in ${rule.unit}`}`,
      );
    const overlap = rule.operator.startsWith(">")
      ? clear.bound > rule.bound
      : rule.operator.startsWith("<") && clear.bound < rule.bound;
    if (overlap || clear.operator.charAt(0) === rule.operator.charAt(0))
      throw new Error(`"${text}" is so while the rule still holds; clear is to be on the other side of it`);
    return { text, operator: clear.operator, bound: clear.bound, lasts: clear.lasts };
  }
  if (clear.kind === "disk" && rule.kind === "disk") {
    if (clear.of !== rule.of || clear.share !== rule.share)
      throw new Error("clear is to be about the same of the disk, both in bytes or both in %");
    if (clear.operator.charAt(0) === rule.operator.charAt(0))
      throw new Error(`"${text}" is so while the rule still holds; clear is to be on the other side of it`);
    return { text, operator: clear.operator, bound: clear.bound, lasts: 0 };
  }
  throw new Error("clear is about something else than the rule");
}

const KINDS = ["webhook", "mail", "mqtt", "command", "plugin"] as const;
const OWN: Readonly<Record<(typeof KINDS)[number], readonly string[]>> = {
  webhook: ["secret-env", "secret-file", "allow-private"],
  mail: ["to", "password-env", "password-file"],
  mqtt: [],
  command: [],
  plugin: [],
};

function waysIn(notify: unknown, section: Section): WayTold[] {
  if (notify === undefined) return [];
  if (!isTable(notify)) {
    section.refuse(
      [NOTIFY],
      `${NOTIFY} is to have a table for each way: [${NOTIFY}.office], and its webhook, mail, mqtt, command or plugin below`,
    );
    return [];
  }
  return Object.entries(notify).flatMap(([name, table]): WayTold[] => {
    const path = [NOTIFY, name];
    const kinds = isTable(table) ? KINDS.filter((kind) => table[kind] !== undefined) : [];
    const [kind] = kinds;
    if (!isTable(table) || kind === undefined || kinds.length > 1) {
      section.refuse(path, `the way ${name} is to have one of ${KINDS.join(", ")}`);
      return [];
    }
    const of = new Keys(table, path, [kind, ...OWN[kind]], section);
    const told = wayIn(kind, of);
    return told === undefined ? [] : [{ ...told, name, place: section.placeOf(...path, kind) } as WayTold];
  });
}

type WithoutName<One> = One extends unknown ? Omit<One, "name" | "place"> : never;

function wayIn(kind: (typeof KINDS)[number], of: Keys): WithoutName<WayTold> | undefined {
  if (kind === "command") {
    const command = of.texts("command");
    return command.length === 0 ? undefined : { kind, command };
  }
  const text = of.text(kind);
  if (text === undefined) return undefined;
  if (kind === "plugin") return { kind, notifier: text };
  if (kind === "mqtt") return { kind, url: text };
  if (kind === "webhook") {
    if (of.tried(kind, () => noticeUrl(text)) === undefined) return undefined;
    return { kind, url: text, secret: of.secret("secret"), allowPrivate: of.truth("allow-private") };
  }
  if (of.tried(kind, () => mailServerUrl(text)) === undefined) return undefined;
  const to = of.texts("to");
  if (to.length === 0) of.refuseAll('a mail has to go to somebody: to = ["shift@example.com"]');
  return { kind, url: text, to, secret: of.secret("password") };
}

/** The keys of a table: each is read as what it must be, and refused with its line where it is not. */
class Keys {
  readonly #table: Table;
  readonly #path: readonly string[];
  readonly #section: Section;

  constructor(table: Table, path: readonly string[], known: readonly string[], section: Section) {
    this.#table = table;
    this.#path = path;
    this.#section = section;
    for (const key of Object.keys(table))
      if (!known.includes(key)) section.refuse([...path, key], `there is no setting ${key} here`, known);
  }

  text(key: string): string | undefined {
    const value = this.#table[key];
    if (value === undefined) return undefined;
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    this.#refuse(key, `${key} is to be a text`);
    return undefined;
  }

  /** A text, or a list of them. */
  texts(key: string): readonly string[] {
    const value = this.#table[key] ?? [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.every((one): one is string => typeof one === "string" && one !== "")) return list;
    this.#refuse(key, `${key} is to be a text, or a list of texts`);
    return [];
  }

  truth(key: string): boolean {
    const value = this.#table[key] ?? false;
    if (typeof value !== "boolean") this.#refuse(key, `${key} is to be true or false`);
    return value === true;
  }

  secret(what: string): SecretTold {
    const [env, file] = [this.text(`${what}-env`), this.text(`${what}-file`)];
    if (env !== undefined && file !== undefined)
      this.#refuse(`${what}-env`, `${what}-env and ${what}-file are both given; leave one of them out`);
    return { env, file };
  }

  tried<Value>(key: string, read: () => Value): Value | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Failure) && !(error instanceof Error)) throw error;
      this.#refuse(key, error.message);
      return undefined;
    }
  }

  refuseAll(reason: string): void {
    this.#section.refuse(this.#path, reason);
  }

  #refuse(key: string, reason: string): void {
    this.#section.refuse([...this.#path, key], reason);
  }
}
