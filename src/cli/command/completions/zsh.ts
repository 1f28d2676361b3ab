/** Completion for zsh: commands and flags with what they do. */
import { singleQuoted } from "../../page/shell.js";
import type { CompletedCommand, CompletedFlag } from "./completed.js";

export const zshScript = (commands: readonly CompletedCommand[]): string => `#compdef witskit
# Completion of witskit for zsh. To have it now: source <(witskit completions zsh)
_witskit() {
  local -a commands=(
${commands.map(({ name, summary }) => `    ${singleQuoted(`${name}:${summary}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _files
    return
  fi
  local command=$words[2]
  (( CURRENT-- ))
  shift words
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
compdef _witskit witskit`;

function commandCase({ name, flags, words }: CompletedCommand): string {
  const rest = words === undefined ? "'*:file:_files'" : singleQuoted(`*:word:(${words.join(" ")})`);
  return `  ${name}) _arguments -s \\
${flags
  .flatMap(flagSpecs)
  .map((spec) => `    ${spec} \\`)
  .join("\n")}
    ${rest} ;;`;
}

function flagSpecs({ long, short, description, takesValue, choices }: CompletedFlag): string[] {
  const text = description.replace(/[[\]:]/g, (sign) => `\\${sign}`);
  const value = choices === undefined ? ":value:_files" : `:value:(${choices.join(" ")})`;
  return [long, ...(short === undefined ? [] : [short])].map((flag) =>
    singleQuoted(`${flag}[${text}]${takesValue ? value : ""}`),
  );
}
