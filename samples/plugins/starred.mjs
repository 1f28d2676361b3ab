// @ts-check
/** `--input plugin:starred`: lines that end with a star and two hexadecimal digits, a checksum, as `0108650.4*5A`. */

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: 1,
  name: "starred",
  version: "1.0.0",
  containers: {
    starred: {
      words: "a checksum behind each line",
      cuts: "frame",
      reader: () => ({
        read(line, at, output) {
          const star = Buffer.from(line)
            .toString("latin1")
            .search(/\*[0-9A-F]{2}\r?\n?$/);
          // What it is not is passed on as it stands, and rejected where it is no WITS.
          if (star < 0) return false;
          output.copy(line.subarray(0, star), at);
          output.copy(line.subarray(star + 3), at + star + 3);
          return true;
        },
      }),
    },
  },
};
