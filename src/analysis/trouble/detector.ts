/** What every kind of trouble is to the stage: it looks at each row, and knows what is open. */
import type { EventRow } from "../table.js";
import type { Picture } from "./picture.js";

export interface Detector {
  /** The event that is sure since this row. */
  add(picture: Picture): EventRow | undefined;
  end(): void;
  open(): readonly EventRow[];
}
