/** The report of a day as a mail, its files attached. A mail of a day is always the same one, so that who gets it twice can see that. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { Failure } from "../../failure/failure.js";
import { mailServerUrl, sendMail } from "../../network/mail.js";

export interface MailOptions {
  /** `smtp://user:password@host:587`, or `smtps://`; `?from=` is whom it is from. */
  readonly url: string;
  readonly to: readonly string[];
}

/** Throws Failure("usage") for what is no server of mail. */
export function mailUrl(text: string): URL {
  try {
    return mailServerUrl(text);
  } catch (error) {
    throw new Failure(
      "bad-option",
      `--report-mail: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
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
  const digest = createHash("sha256").update(`${dataset}\n${day}\n${to.join()}`).digest("hex").slice(0, 24);
  await sendMail(
    { url: mailUrl(address) },
    {
      to,
      subject: `Daily drilling report ${day}`,
      text: `The report of ${day} is attached: ${files.map((file) => basename(file)).join(", ")}.\n`,
      messageId: `<${day}.${digest}@witskit>`,
      attachments: files.map((path) => ({ path, filename: basename(path) })),
    },
  );
}
