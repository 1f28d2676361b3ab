/** What a plugin of each kind begins as: short, whole, and doing something that its test can see. */

export interface Skeleton {
  readonly module: string;
  readonly test: string;
}
