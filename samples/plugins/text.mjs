// @ts-check
/** `text:///0108650.4,0110651`: a link that sends the items of its URL as one frame, for trials. */

/** @type {import("witskit").Plugin} */
export const plugin = {
  api: 1,
  name: "text",
  version: "1.0.0",
  transports: {
    text(url) {
      const items = url.path.slice(1).split(",");
      if (items.some((item) => !/^\d{4}/.test(item)))
        throw url.failure("write its items as /0108650.4,0110651");
      const times = url.parameter("times", Number) ?? 1;
      const frame = Buffer.from(["&&", ...items, "!!", ""].join("\r\n"));
      return {
        shown: url.shown,
        finite: true,
        async open() {
          let left = times;
          const connection = {
            peer: url.bare,
            lost: 0,
            next: async () => (left-- > 0 ? { bytes: frame, arrival: Date.now() } : undefined),
            async close() {
              left = 0;
            },
          };
          return {
            connections: (async function* () {
              yield connection;
            })(),
            close: connection.close,
          };
        },
      };
    },
  },
};
