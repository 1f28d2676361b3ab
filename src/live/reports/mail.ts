/** The report of a day as a mail, its files attached. A mail of a day is always the same one, so that who gets it twice can see that. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { Failure } from "../../failure.js";
import { maskedUrl } from "../../secrets.js";

export interface MailOptions {
  /** `smtp://user:password@host:587`, or `smtps://`; `?from=` is whom it is from. */
  readonly url: string;
  readonly to: readonly string[];
}

/** Milliseconds in which a server must answer. */
const ANSWER_WITHIN = 30_000;

/** Throws Failure("usage") for what is no server of mail. */
export function mailUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "")
    throw new Failure(
      "bad-option",
      `--report-mail: ${maskedUrl(text)} is no URL of smtp:// or smtps://, such as smtps://user:password@host`,
    );
  return url;
}

/** Throws what the server said. */
export async function mailReport(
  { url: address, to }: MailOptions,
  {
    day,
    files,
    dataset,
  }: { readonly day: string; readonly files: readonly string[]; readonly dataset: string },
): Promise<void> {
  const url = mailUrl(address);
  const user = decodeURIComponent(url.username);
  const from = url.searchParams.get("from") ?? (user.includes("@") ? user : to[0]!);
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    ...(url.port !== "" && { port: Number(url.port) }),
    secure: url.protocol === "smtps:",
    // A password goes over no line that others can read.
    requireTLS: user !== "" && url.protocol === "smtp:",
    ...(user !== "" && { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: ANSWER_WITHIN,
    greetingTimeout: ANSWER_WITHIN,
    socketTimeout: ANSWER_WITHIN,
  });
  const digest = createHash("sha256").update(`${dataset}\n${day}\n${to.join()}`).digest("hex").slice(0, 24);
  try {
    const { rejected } = await transport.sendMail({
      from,
      to: [...to],
      subject: `Daily drilling report ${day}`,
      text: `The report of ${day} is attached: ${files.map((file) => basename(file)).join(", ")}.\n`,
      messageId: `<${day}.${digest}@witskit>`,
      attachments: files.map((path) => ({ path, filename: basename(path) })),
    });
    // Who got it is not to get it again because of another.
    if (rejected.length === to.length)
      throw new Error(`the server refuses ${rejected.map(String).join(", ")}`);
  } finally {
    transport.close();
  }
}
