/** Forgets what is of no more use: sessions that are over, links that are too old, counted tries, keys of requests, messages that went out long ago. */
import { SESSION_IDLE } from "../../identity/who-asks.js";
import { DAY } from "../../shift/clock.js";
import { forgetAttemptsBefore } from "../../store/repositories/attempts.js";
import { forgetKeys } from "../../store/repositories/idempotency.js";
import { forgetTokens } from "../../store/repositories/one-time-tokens.js";
import { forgetMessages, giveUpBefore } from "../../store/repositories/outbox.js";
import { forgetSessions } from "../../store/repositories/sessions.js";
import { counted, inEachTenant, type Job } from "./job.js";

const SENT_KEPT = 30 * DAY;
const GIVEN_UP_KEPT = 90 * DAY;
/** Nobody sends it, and nobody will. */
const WAITED = 7 * DAY;

export const retentionJob: Job = {
  name: "retention",
  does: "forgets sessions that are over, old links and messages, counted tries and keys of requests",
  due: "10 3 * * *",
  async run(run) {
    const { service, now } = run;
    await service.store.control(async ({ sql }) => {
      await forgetSessions(sql, { now, idleBefore: now - SESSION_IDLE });
      await forgetTokens(sql, now);
      await forgetAttemptsBefore(sql, now - DAY);
    });
    const forgotten = await inEachTenant(run, ({ id }) =>
      service.store.transaction(id, async (transaction) => {
        await giveUpBefore(transaction, now - WAITED, "nothing was there to send it by");
        const keys = await forgetKeys(transaction, now - DAY);
        const messages = await forgetMessages(transaction, {
          sentBefore: now - SENT_KEPT,
          givenUpBefore: now - GIVEN_UP_KEPT,
        });
        return keys + messages;
      }),
    );
    return `${counted(forgotten, "row")} forgotten`;
  },
};
