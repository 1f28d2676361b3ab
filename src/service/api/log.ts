/** The log of the service: a line an event, for people or as JSON, without secrets. */
import { withoutSecrets } from "../../text/secrets.js";

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogFormat = "text" | "json";

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  readonly write: (line: string) => void;
  readonly now: () => number;
}

export function logTo({ level, format, write, now }: LogOptions): Log {
  const least = logLevels.indexOf(level);
  const line =
    (of: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (logLevels.indexOf(of) < least) return;
      const shown = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
      const at = new Date(now()).toISOString();
      if (format === "json") write(withoutSecrets(JSON.stringify({ at, level: of, message, ...shown })));
      else {
        const rest = Object.entries(shown).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
        write(withoutSecrets(`${at} ${of.padEnd(5)} ${message}${rest.join("")}`));
      }
    };
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

const plain = (value: unknown): unknown => (value instanceof Error ? (value.stack ?? value.message) : value);
