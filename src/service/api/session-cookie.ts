/**
 * The cookie of a session. `__Host-` makes browsers refuse it from subdomains and over plain http; on 127.0.0.1 and localhost they take
 * it without TLS too.
 */

const NAME = "__Host-witskit";
const AWAY = "__Host-witskit-sso";

export const sessionIn = (header: string | undefined): string | undefined =>
  cookieIn(header, NAME, /^[A-Za-z0-9_-]{43}$/);

/** What a browser keeps while its person signs in elsewhere, sealed. */
export const awayIn = (header: string | undefined): string | undefined =>
  cookieIn(header, AWAY, /^[A-Za-z0-9._-]{1,2000}$/);

function cookieIn(header: string | undefined, wanted: string, form: RegExp): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === wanted && value !== undefined && form.test(value)) return value;
  }
  return undefined;
}

export const sessionCookie = (secret: string, seconds: number): string =>
  `${NAME}=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;

export const awayCookie = (sealed: string, seconds: number): string =>
  `${AWAY}=${sealed}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;

export const noAwayCookie = awayCookie("", 0);

export const noSessionCookie = `${NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;
