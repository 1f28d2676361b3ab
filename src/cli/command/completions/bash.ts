/** Completion for bash: a function that knows each command's flags, and falls back on files. */
import type { CompletedCommand } from "./completed.js";

export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# Completion of witskit for bash. To have it now: source <(witskit completions bash)
_witskit() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=convert word words=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${commands.map(({ name }) => name).join("|")}) command=$word; break ;; esac
  done
  case $command$previous in
${commands.flatMap(valueCases).join("\n")}
  *) if [[ $current == -* ]]; then
      case $command in
${commands.map(({ name, flags }) => `        ${name}) words=${JSON.stringify(flags.map(({ long }) => long).join(" "))} ;;`).join("\n")}
      esac
    elif [[ $COMP_CWORD == 1 ]]; then words=${JSON.stringify(`${names} help`)}
    else
      case $command in
${commands
  .filter(({ words }) => words !== undefined)
  .map(({ name, words }) => `        ${name}) words=${JSON.stringify(words?.join(" "))} ;;`)
  .join("\n")}
      esac
    fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _witskit witskit`;
}

const valueCases = ({ name, flags }: CompletedCommand): string[] =>
  flags
    .filter(({ choices }) => choices !== undefined)
    .map(({ long, choices }) => `  ${name}${long}) words=${JSON.stringify(choices?.join(" "))} ;;`);
