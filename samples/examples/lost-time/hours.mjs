// The lines of a report, what was lost, and the sums, from the document that every layout of it is made of.
import { readFileSync } from "node:fs";

const { days } = JSON.parse(readFileSync(process.argv[2] ?? "day.json", "utf8"));
for (const { date, time } of days) {
  console.log(`\n${date}`);
  for (const { from, to, hours, activity, timeClass } of time.lines)
    console.log(
      `${from.clock} to ${to.clock}  ${hours.value.toFixed(2).padStart(5)} h  ${timeClass.padEnd(8)} ${activity}`,
    );
  for (const { from, to, cause, decidedBy, reason } of time.lost)
    console.log(`lost to ${cause} from ${from.clock} to ${to.clock}, by ${decidedBy}: ${reason}`);
  const { planned, lost, noData, hours } = time.totals;
  console.log(`planned ${planned.value} + lost ${lost.value} + no data ${noData.value} = ${hours.value} h`);
}
