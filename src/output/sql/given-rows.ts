/**
 * Rows of a unit as their caller gives them, and whether an error is the caller's: an abort, a part that is damaged. Such a one is no fault
 * of the database, and is passed on as it is.
 */
export interface GivenRows<Some> {
  rows(): AsyncIterable<Some>;
  isTheirs(error: unknown): boolean;
}

export function givenRows<Some>(rows: () => AsyncIterable<Some> | Iterable<Some>): GivenRows<Some> {
  const theirs = new Set<unknown>();
  return {
    async *rows() {
      try {
        yield* rows();
      } catch (error) {
        theirs.add(error);
        throw error;
      }
    },
    isTheirs: (error) => theirs.has(error),
  };
}
