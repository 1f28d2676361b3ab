/** The name of the source that is standard input. A file called `-` is `./-`. */
export const STDIN = "-";
