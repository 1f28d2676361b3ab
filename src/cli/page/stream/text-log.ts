/** A stream's log for people: a time and a sentence a line. */
import { sum } from "../../../arrays/sum.js";
import type { LinkStatus } from "../../../input/link/link-status.js";
import { durationText } from "../../../text/duration.js";
import { say, warn } from "../say.js";
import { bytesText, counted } from "../wording.js";
import { type LogOptions, lastLine, Rates, type Seen, type StreamLog } from "./log.js";

export function textLog({ quiet }: LogOptions): StreamLog {
  const rates = new Rates();
  const said = new Map<string, string>();
  const tell = (line: string): void => {
    if (!quiet) say(`${new Date().toISOString().slice(0, 19)}Z  ${line}`);
  };
  return {
    link(status) {
      const text = stateText(status);
      if (said.get(status.name) !== text) tell(text);
      said.set(status.name, text);
    },
    trouble: (trouble) => warn(trouble ?? "it goes on"),
    held: (stream, why) =>
      warn(`${stream}  ${why === undefined ? "goes on into the dataset" : heldText(why)}`),
    delivery: (target, trouble) =>
      warn(
        `${target}  ${trouble === undefined ? "is given all that it has not got" : `gets nothing now: ${trouble}. It is recorded all the same, and sent later`}`,
      ),
    remark: ({ name }, remark) => warn(`${name}  ${remark}`),
    note: (text) => warn(text),
    compacted(ended) {
      if (ended.done) tell(`compacted  ${lastLine(ended)}`);
      else warn(`could not compact the dataset: ${lastLine(ended)}. The stream goes on, and tries it again`);
    },
    monitor: (url) => tell(`metrics at ${url}/metrics, health at ${url}/health, readiness at ${url}/ready`),
    clients: (address, format) => tell(`frames at tcp://${address}, as ${format}`),
    receivers: (url) => tell(`WITS at ${url}, in the dialect that was asked for`),
    dropped: (text) => warn(text),
    progress: (run) => progressLines(run, rates).forEach(tell),
    end: (run) => tell(endText(run)),
  };
}

const heldText = (why: string): string =>
  `is held up on its way into the dataset: ${why}. It is recorded all the same, and tried again at the next rotation`;

function stateText({ name, state, senders, trouble }: LinkStatus): string {
  const from = senders > 1 ? `, ${senders} senders` : "";
  const why = state === "open" || trouble === undefined ? "" : `: ${trouble}`;
  return `${name}  ${state}${from}${why}`;
}

function progressLines({ links, journal }: Seen, rates: Rates): string[] {
  const lines = links.map((link) => {
    const lost = link.lost > 0 ? `, ${bytesText(link.lost)} lost` : "";
    const rate = bytesText(Math.round(rates.of(link)));
    return `${stateText(link)}, ${bytesText(link.bytes)}, ${rate} a second${lost}`;
  });
  if (journal !== undefined) {
    const { pendingBytes, lag, counters, parts } = journal;
    lines.push(
      `journal  ${bytesText(pendingBytes)} not in the dataset yet, durable up to ${durationText(lag)} ago; ` +
        `${counted(counters.frames, "frame")} in ${counted(parts, "part")}`,
    );
    for (const { target, pendingBytes: left, open, lag: behind } of journal.deliveries) {
      const how = open ? `${durationText(Math.round(behind))} behind` : "cannot be reached";
      lines.push(`${target}  ${how}, ${bytesText(left)} to be sent`);
    }
  }
  return lines;
}

function endText({ links, journal }: Seen): string {
  const received = `received ${bytesText(sum(links.map(({ bytes }) => bytes)))}`;
  if (journal === undefined) return received;
  const { counters, parts, pendingBytes } = journal;
  const left = pendingBytes > 0 ? `; ${bytesText(pendingBytes)} are left for the next run to convert` : "";
  const unsent = sum(journal.deliveries.map(({ pendingBytes: bytes }) => bytes));
  const kept = unsent > 0 ? `; ${bytesText(unsent)} wait to be sent by the next run` : "";
  return `${received}; the dataset has ${counted(counters.frames, "frame")} in ${counted(parts, "part")}${left}${kept}`;
}
