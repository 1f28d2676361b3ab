/** Activity codes that the specification does not have. Senders use their own: it is told, and is no fault. */
import { activityName } from "../../wits/catalog/activity.js";

export class ActivityCodes {
  judged = 0;
  unknown = 0;

  add(numbers: Float64Array): void {
    for (let row = 0; row < numbers.length; row++) {
      const code = numbers[row]!;
      if (Number.isNaN(code)) continue;
      this.judged++;
      if (activityName(code) === undefined) this.unknown++;
    }
  }
}
