/** Notices as mails, one each. A receiver that groups mails sees what is over beside what it is about. */

import { type MailServer, sendMail } from "../../../network/mail.js";
import type { Notice } from "../../../notice.js";
import { noticeLine } from "../notice.js";
import type { Way } from "../outbox.js";

export const mailWay = (server: MailServer, to: readonly string[]): Way => ({
  async send(notice) {
    await sendMail(server, {
      to,
      subject: `witskit ${noticeLine(notice)}`.replaceAll(/[\r\n]+/g, " ").slice(0, 200),
      text: textOf(notice),
      messageId: `<${notice.id}@witskit>`,
    });
  },
});

function textOf({ text, rule, when, source, since, time, phase, evidence, advice }: Notice): string {
  const lines = [
    ["rule", `${rule} (${when})`],
    ["source", source],
    ["since", since],
    ["cleared", phase === "cleared" ? time : ""],
    ["evidence", evidence ?? ""],
    ["advice", advice ?? ""],
  ].filter(([, told]) => told !== "");
  return `${text}\n\n${lines.map(([name, told]) => `${name}: ${told}`).join("\n")}\n`;
}
