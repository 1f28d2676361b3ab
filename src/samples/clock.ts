/** The rig's wall clock: local time without a zone, as items 05 and 06 have it. It starts at a Date's UTC fields. */
const DAY = 86_400_000;

export class RigClock {
  readonly #start: number;
  #elapsed = 0;
  #day = Number.NaN;
  /** YYMMDD as a number. */
  date = 0;
  /** HHMMSS as a number. */
  time = 0;

  constructor(start: Date) {
    this.#start = start.getTime();
    this.#read();
  }

  /** Seconds since the start. */
  get seconds(): number {
    return this.#elapsed / 1000;
  }

  /** Milliseconds are whole, so that ten thousand steps of a tenth of a second are a thousand seconds. */
  advance(milliseconds: number): void {
    this.#elapsed += milliseconds;
    this.#read();
  }

  #read(): void {
    const now = this.#start + this.#elapsed;
    const day = Math.floor(now / DAY);
    if (day !== this.#day) {
      const date = new Date(day * DAY);
      this.#day = day;
      this.date = (date.getUTCFullYear() % 100) * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
    }
    const second = Math.floor((now - day * DAY) / 1000);
    const minute = Math.floor(second / 60);
    this.time = Math.floor(minute / 60) * 10_000 + (minute % 60) * 100 + (second % 60);
  }
}
