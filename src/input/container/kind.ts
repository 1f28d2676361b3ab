/** What may wrap the frames of a source. */
import type { InputKind } from "../../wits/dialect/dialect.js";

/** The kinds that a user may name, and the markers of a vendor. */
export type Container = Exclude<InputKind, "auto" | "plain"> | "markers";
