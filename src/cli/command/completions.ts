/** `witskit completions`: a script that completes commands and flags in a shell. */
import { Failure } from "../../failure/failure.js";
import type { Command } from "../command.js";
import { print } from "../page/print.js";
import { bashScript } from "./completions/bash.js";
import { completed } from "./completions/completed.js";
import { fishScript } from "./completions/fish.js";
import { zshScript } from "./completions/zsh.js";

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
const shells = Object.keys(scripts) as (keyof typeof scripts)[];

export const completionsCommand: Command = {
  name: "completions",
  summary: "Print a script that completes witskit's commands and flags in a shell.",
  examples: [
    { line: "source <(witskit completions bash)", does: "bash, for this session" },
    {
      line: "witskit completions bash > ~/.local/share/bash-completion/completions/witskit",
      does: "bash, for every session",
    },
    {
      line: "source <(witskit completions zsh)",
      does: "zsh; in ~/.zshrc, after compinit, for every session",
    },
    { line: "witskit completions fish > ~/.config/fish/completions/witskit.fish", does: "fish" },
  ],
  arguments: [{ name: "SHELL", description: shells.join(", "), choices: shells }],
  flags: [],
  async run({ arguments: [word = ""], commands }) {
    const shell = shells.find((one) => one === word.toLowerCase());
    if (shell === undefined) {
      throw new Failure(
        "unknown-name",
        `there are no completions for ${word}; there are some for ${shells.join(", ")}`,
      );
    }
    await print(scripts[shell]((await commands.all()).map(completed)));
    return undefined;
  },
};
