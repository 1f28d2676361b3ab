/** A command of a plugin, in its thread. */
import type { Told } from "../protocol.js";
import { loaded } from "./load.js";

export const callCommand = (tell: (told: Told) => void) => {
  const stopping = new AbortController();
  return {
    async "command.run"(name: string, words: readonly string[]) {
      const print = (text: string): void => tell({ told: "print", text: String(text) });
      const code = await loaded().commands![name]!.run({ words, print, signal: stopping.signal });
      if (code !== undefined && !Number.isInteger(code))
        throw new TypeError("its exit code is no whole number");
      return code;
    },

    "command.stop"() {
      stopping.abort();
    },
  };
};
