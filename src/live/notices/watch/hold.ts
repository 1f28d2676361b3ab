/** For how long something has held without a break, by times that somebody else tells. */
export class Hold {
  #since: number | undefined;

  /** Whether it holds now and has for so many milliseconds. A clock that was set back begins anew. */
  see(holds: boolean, time: number, lasts: number): boolean {
    if (!holds) {
      this.#since = undefined;
      return false;
    }
    if (this.#since === undefined || time < this.#since) this.#since = time;
    return time - this.#since >= lasts;
  }

  forget(): void {
    this.#since = undefined;
  }
}
