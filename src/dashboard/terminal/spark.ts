/** A trend as a line of characters, as high as they are: from the least of its numbers to the greatest. */

const blocks = [..."▁▂▃▄▅▆▇█"];
/** Where the terminal has no more than ASCII. */
const letters = [..."_.-=*#"];

/** As many characters as there are numbers; a blank where there is none. What stays the same is a line at the bottom. */
export function spark(numbers: readonly number[], unicode: boolean): string {
  const steps = unicode ? blocks : letters;
  const some = numbers.filter((value) => !Number.isNaN(value));
  const [least, greatest] = [Math.min(...some), Math.max(...some)];
  return numbers
    .map((value) => {
      if (Number.isNaN(value)) return " ";
      const share = greatest > least ? (value - least) / (greatest - least) : 0;
      return steps[Math.min(steps.length - 1, Math.floor(share * steps.length))]!;
    })
    .join("");
}
