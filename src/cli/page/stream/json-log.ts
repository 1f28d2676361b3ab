/**
 * A stream's log for machines: an object a line, with the names of pino. Each line of a link has its name, its URL without
 * secrets, and the number of its connection.
 */
import { sum } from "../../../arrays/sum.js";
import type { LinkStatus } from "../../../input/link/link-status.js";
import { type LogOptions, lastLine, Rates, type Seen, type StreamLog } from "./log.js";

export async function jsonLog({ quiet }: LogOptions): Promise<StreamLog> {
  const { pino } = await import("pino");
  const log = pino(
    {
      level: quiet ? "warn" : "info",
      // Neither the process nor the machine is told: whoever gathers logs knows where they come from.
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    // Written at once: what is said before a crash is what one wants to read.
    pino.destination({ fd: 2, sync: true }),
  );
  const rates = new Rates();
  return {
    link(status) {
      const { state, trouble } = status;
      const about = { ...linkFields(status), ...(state === "open" ? {} : { trouble }) };
      if (state === "waiting" || state === "stale") log.warn(about, `link is ${state}`);
      else log.info(about, `link is ${state}`);
    },
    trouble(trouble) {
      if (trouble === undefined) log.warn("recording goes on");
      else log.error({ trouble }, "recording is held up");
    },
    held(stream, why) {
      if (why === undefined) log.warn({ stream }, "stream goes on into the dataset");
      else log.error({ stream, trouble: why }, "stream is held up on its way into the dataset");
    },
    delivery(target, trouble) {
      if (trouble === undefined) log.warn({ target }, "target is given all that it has not got");
      else log.error({ target, trouble }, "target gets nothing");
    },
    remark: (status, remark) => log.warn({ ...linkFields(status), remark }, "link remarks"),
    note: (text) => log.warn(text),
    compacted(ended) {
      if (ended.done) log.info({ result: lastLine(ended) }, "dataset is compacted");
      else log.error({ trouble: lastLine(ended) }, "dataset could not be compacted, and it is tried again");
    },
    monitor: (url) => log.info({ url }, "monitor is listening"),
    clients: (address, format) => log.info({ address, format }, "clients can connect"),
    receivers: (url) => log.info({ url }, "receivers of WITS are here"),
    dropped: (text) => log.warn(text),
    progress({ links, journal }) {
      for (const link of links) {
        const { bytes, lost, echoed, failures } = link;
        const rate = Math.round(rates.of(link));
        log.info({ ...linkFields(link), bytes, bytes_per_second: rate, lost, echoed, failures }, "link");
      }
      if (journal !== undefined) log.info(journalFields(journal), "journal");
    },
    end({ links, journal }) {
      const bytes = sum(links.map((link) => link.bytes));
      log.info({ bytes, ...(journal && journalFields(journal)) }, "stream has ended");
    },
  };
}

const linkFields = ({ name, url, connections, state, senders }: LinkStatus) => ({
  link: name,
  url,
  connection: connections,
  state,
  senders,
});

const journalFields = (journal: NonNullable<Seen["journal"]>) => ({
  pending_bytes: journal.pendingBytes,
  lag_seconds: journal.lag / 1000,
  segments: journal.segments,
  frames: journal.counters.frames,
  parts: journal.parts,
  rejects: journal.counters.rejects,
  ...(journal.deliveries.length > 0 && {
    deliveries: journal.deliveries.map(({ target, pendingBytes, lag }) => ({
      target,
      pending_bytes: pendingBytes,
      lag_seconds: lag / 1000,
    })),
  }),
});
