/** `dateOrder` is `date-order` where people type it: on the command line, and in files. */
export const hyphened = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
