/** Goes up whenever what the server has answered may be another answer now. */
import { cellOf } from "../cell.js";

export const changed = cellOf(0);
