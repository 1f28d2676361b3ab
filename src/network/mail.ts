/** Mail by a server that a URL names: `smtp://user:password@host:587?from=rig@example.com`, or `smtps://`. */
import { maskedUrl } from "../text/secrets.js";

export interface MailServer {
  readonly url: URL;
  /** Goes before that of the URL. */
  readonly password?: string | undefined;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The same for those who read mails as pages. */
  readonly html?: string;
  /** The same for the same mail, so that who gets it twice can see that. */
  readonly messageId: string;
  readonly attachments?: readonly { readonly path: string; readonly filename: string }[];
}

/** Milliseconds in which a server must answer. */
const ANSWER_WITHIN = 30_000;

/** Throws an Error for what is no server of mail. */
export function mailServerUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ["smtp:", "smtps:"].includes(url.protocol) && url.hostname !== "") return url;
  throw new Error(`${maskedUrl(text)} is no URL of smtp:// or smtps://, such as smtps://user:password@host`);
}

/** Throws what the server said. `late` gives it up, also where the server says a word now and then and never comes to an end. */
export async function sendMail(
  { url, password }: MailServer,
  { to, subject, text, html, messageId, attachments = [] }: Mail,
  late?: AbortSignal,
): Promise<void> {
  const user = decodeURIComponent(url.username);
  const from = url.searchParams.get("from") ?? (user.includes("@") ? user : to[0]!);
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    ...(url.port !== "" && { port: Number(url.port) }),
    secure: url.protocol === "smtps:",
    // A password goes over no line that others can read.
    requireTLS: user !== "" && url.protocol === "smtp:",
    ...(user !== "" && { auth: { user, pass: password ?? decodeURIComponent(url.password) } }),
    connectionTimeout: ANSWER_WITHIN,
    greetingTimeout: ANSWER_WITHIN,
    socketTimeout: ANSWER_WITHIN,
  });
  try {
    const sent = transport.sendMail({
      // As objects they are addresses and nothing else, whatever signs are in them.
      to: to.map((address) => ({ name: "", address })),
      ...{ from, subject, text, html, messageId },
      attachments: [...attachments],
    });
    const { rejected } = await (late === undefined ? sent : Promise.race([sent, givenUp(late)]));
    // Who got it is not to get it again because of another.
    if (rejected.length === to.length)
      throw new Error(`the server refuses ${rejected.map(String).join(", ")}`);
  } finally {
    transport.close();
  }
}

/** Whether the server has said that it will never take this mail: another try would end alike. */
export function isRefusedMail(error: unknown): boolean {
  const { code, responseCode } = error as { readonly code?: string; readonly responseCode?: number };
  // A sender that is not let in is a matter of settings, and may be mended.
  return (
    (code === "EENVELOPE" || code === "EMESSAGE") &&
    responseCode !== undefined &&
    responseCode >= 500 &&
    responseCode !== 530 &&
    responseCode !== 535
  );
}

const givenUp = (late: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const tell = (): void => reject(new Error("the server of mail does not come to an end"));
    if (late.aborted) tell();
    else late.addEventListener("abort", tell, { once: true });
  });
