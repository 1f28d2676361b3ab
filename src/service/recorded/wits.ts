/** What the settings of a rig say of its data: which of the datasets that its company may see, and what the feed does not tell itself. */

/** As it stands in the master data. */
export interface RigWits {
  /** A name of `AllowedDatasets`. */
  readonly dataset?: string;
  /** One link of it, where a stream records several. */
  readonly link?: string;
  readonly units?: "metric" | "fps" | "fps-uk";
  /** Of the clock that the feed has; the rig's own unless told. */
  readonly zone?: string;
  /** Where the data tell of several. */
  readonly well?: string;
}

export const witsOf = (stored: string | null): RigWits | undefined =>
  stored === null ? undefined : ((JSON.parse(stored) as RigWits | null) ?? undefined);
