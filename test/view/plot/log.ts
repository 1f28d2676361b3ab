/** Logs for charts: a frame a second, from the items of each. */
export function logOf(
  frames: readonly Readonly<Record<string, string | number>>[],
  { second = 1, start = Date.UTC(2024, 2, 4, 6) }: { second?: number; start?: number } = {},
): string {
  return frames
    .map((items, i) => {
      const moment = new Date(start + i * second * 1000).toISOString();
      const [date, time] = [
        moment.slice(2, 10).replaceAll("-", ""),
        moment.slice(11, 19).replaceAll(":", ""),
      ];
      const lines = Object.entries(items).map(([code, value]) => `${code}${value}`);
      return `&&\n${[`0105${date}`, `0106${time}`, ...lines].join("\n")}\n!!\n`;
    })
    .join("");
}

export const HOSTILE = `</script><img src=x onerror=alert(1)>"'&<!--\\u0007`;
