/** Lengths of time and amounts a second as short texts. */

/** `0 s`, `45 s`, `12 min`, `3 h`, `2 d`. */
export function ageText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6000) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `950 B/s`, `1.2 kB/s`, `3.4 MB/s`. */
export function bytesText(perSecond: number): string {
  if (perSecond < 1000) return `${Math.round(perSecond)} B/s`;
  return perSecond < 1e6 ? `${(perSecond / 1e3).toFixed(1)} kB/s` : `${(perSecond / 1e6).toFixed(1)} MB/s`;
}

/** With a decimal as long as it says something. */
export const framesText = (perSecond: number): string =>
  `${perSecond < 100 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`;
