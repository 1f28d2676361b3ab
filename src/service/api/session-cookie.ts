/**
 * The cookie of a session. `__Host-` makes browsers refuse it from subdomains and over plain http; on 127.0.0.1 and localhost they take
 * it without TLS too.
 */

const NAME = "__Host-witskit";

export function sessionIn(header: string | undefined): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === NAME && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return undefined;
}

export const sessionCookie = (secret: string, seconds: number): string =>
  `${NAME}=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;

export const noSessionCookie = `${NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;
