/** A trend as a line of characters, as high as they are: from the least of its numbers to the greatest. */

const blocks = [..."▁▂▃▄▅▆▇█"];
/** Where the terminal has no more than ASCII. */
const letters = [..."_.-=*#"];

/** Of the greatest, that less than this does not fill a line: the noise of a sensor should look like what it is. */
const NOISE = 0.005;

/** As many characters as there are numbers; a blank where there is none. What hardly changes is a line at the bottom. */
export function spark(numbers: readonly number[], unicode: boolean): string {
  const steps = unicode ? blocks : letters;
  const some = numbers.filter((value) => !Number.isNaN(value));
  const [least, greatest] = [Math.min(...some), Math.max(...some)];
  // What goes one way all the time, as a hole does, is no noise, however little it is.
  const steady = some.every((value, i) => i === 0 || value >= some[i - 1]!);
  const span = steady ? greatest - least : Math.max(greatest - least, NOISE * Math.max(-least, greatest));
  return numbers
    .map((value) => {
      if (Number.isNaN(value)) return " ";
      const share = span > 0 ? (value - least) / span : 0;
      return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))]!;
    })
    .join("");
}
