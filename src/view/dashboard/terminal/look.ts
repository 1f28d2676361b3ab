/** What of a terminal there is to know to write its lines. */

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Look {
  readonly unicode: boolean;
  /** Timestamps are UTC, and not the rig's clock. */
  readonly utc: boolean;
}

/** Signs that a terminal of ASCII alone has none of. */
export const dots = ({ unicode }: Look): string => (unicode ? "…" : "~");
export const plain = (text: string, { unicode }: Look): string =>
  unicode ? text : text.replaceAll("–", "-");
