/** How far a long run is: a line that is written anew on a terminal, a line every so often elsewhere. */
import type { Progress } from "../../bulk/convert-options.js";

const TERMINAL_INTERVAL = 100;
const LOG_INTERVAL = 30_000;

export interface ProgressMeter {
  readonly show: (progress: Progress) => void;
  /** Takes the line away. */
  clear(): void;
}

export function progressMeter(stream: NodeJS.WriteStream, terminal: boolean): ProgressMeter {
  const started = performance.now();
  let shown = terminal ? 0 : started;
  return {
    show(progress) {
      const now = performance.now();
      if (now - shown < (terminal ? TERMINAL_INTERVAL : LOG_INTERVAL)) return;
      shown = now;
      const text = progressText(progress, (now - started) / 1000);
      stream.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
    },
    clear() {
      if (terminal && shown > 0) stream.write("\r\x1b[K");
    },
  };
}

/** `seconds` are those since the start. */
export function progressText({ bytes, total, rejects, source, sources }: Progress, seconds: number): string {
  const rate = bytes / seconds;
  const parts = [
    total === undefined ? megabytes(bytes) : `${megabytes(bytes)} of about ${megabytes(total)}`,
    `${(rate / 1e6).toFixed(0)} MB/s`,
  ];
  if (total !== undefined && rate > 0 && total > bytes)
    parts.push(`${duration((total - bytes) / rate)} left`);
  if (sources > 1) parts.push(`source ${source} of ${sources}`);
  if (rejects) parts.push(`${rejects.toLocaleString("en-US")} rejects`);
  return parts.join(", ");
}

const megabytes = (bytes: number): string =>
  bytes < 1e10 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 90) return `${whole} s`;
  if (whole < 5400) return `${Math.round(whole / 60)} min`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}
