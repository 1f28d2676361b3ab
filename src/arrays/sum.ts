/** The total of numbers; of none, 0. */
export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
