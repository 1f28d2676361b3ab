/** What the server of a dashboard tells its pages, an event each; `now` is a Snapshot. */

/** What stands in the page itself. */
export interface Settings {
  /** Rows that it keeps, and how many milliseconds back. */
  readonly rows: number;
  readonly back: number;
  /** Times are instants in UTC, and not the rig's clock. */
  readonly utc: boolean;
}

/** `chart`: which curves there are. What was shown before is forgotten. */
export interface ChartMessage {
  readonly board: string;
  readonly title: string;
  /** Times are instants in UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** Of the strip: curves name theirs by place. */
  readonly columns: number;
  readonly tracks: readonly (readonly CurveMessage[])[];
  readonly depth: CurveMessage | undefined;
  /** Column of the activity's codes. */
  readonly activity: number | undefined;
  /** Column of the states that an analysis tells, by their places in the catalog; undefined without one. */
  readonly state: number | undefined;
  readonly activityNames: Readonly<Record<number, string>>;
}

export interface CurveMessage {
  readonly column: number;
  readonly name: string;
  readonly meaning: string;
  readonly unit: string | undefined;
  /** Ends of the scale that were asked for. */
  readonly range: { readonly left: number; readonly right: number } | undefined;
  readonly log: boolean;
  /** Its scale begins at 0: what it does is read against standing still. */
  readonly fromZero: boolean;
  /** Curves of a track that are of one group share a scale; -1 for none. */
  readonly group: number;
}

/** `history`: rows to put behind those that there are, in base64: eight bytes a time, four a value. */
export interface HistoryMessage {
  readonly index: string;
  readonly least: readonly string[];
  /** Where rows stand together; otherwise as `least`. */
  readonly greatest: readonly string[] | undefined;
}

/** `rows`: new values, for each row its time, and then a column and its value by turns. */
export interface RowsMessage {
  /** Rows after this are dropped first: the rig's clock was set back. */
  readonly cut: number | undefined;
  readonly rows: readonly (readonly number[])[];
}
