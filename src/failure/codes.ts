/**
 * What can go wrong, by code: the table behind `Failure`, `witskit explain` and docs/errors.md. A code is for programs and for
 * looking things up, and stays what it is when the words of a message change.
 */

/** What a failure is about: it decides the exit code. */
export type FailureKind = "data" | "usage" | "input" | "output" | "network" | "interrupted";

/** What a code means. */
export interface FailureMeaning {
  readonly kind: FailureKind;
  /** What happened, in half a sentence. */
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
}

const meanings = {
  "bad-option": {
    kind: "usage",
    meaning: "the value of a flag or an option cannot be meant",
    advice: "The message names the flag and what it can be; the command's --help has an example.",
  },
  "conflicting-options": {
    kind: "usage",
    meaning: "two things were said that contradict each other",
    advice: "Leave one of them out; the message says what each would need.",
  },
  "missing-option": {
    kind: "usage",
    meaning: "something must be said and was not",
    advice: "Give what the message names. `witskit quickstart` asks for it instead.",
  },
  "option-not-kept": {
    kind: "usage",
    meaning: "a flag makes no sense for this input or this output, and would change nothing",
    advice: "Leave the flag out, or give it where the data are made: to `convert`, on the logs.",
  },
  "unknown-command": {
    kind: "usage",
    meaning: "there is no such command, task, flag or argument",
    advice: "`witskit --help` lists the commands, `witskit COMMAND --help` its flags.",
  },
  "unknown-name": {
    kind: "usage",
    meaning: "nothing goes by that name: an item, a unit, a time zone, a table, a record, a format",
    advice: "The message lists what there is; `witskit symbols` and `witskit units` search the catalog.",
  },
  "unknown-format": {
    kind: "usage",
    meaning: "the format is none of this command, or the name of the output tells none",
    advice: "The message lists those that there are; --format names one, whatever the output is called.",
  },
  "unknown-unit": {
    kind: "usage",
    meaning: "there is no unit of that symbol or name",
    advice: "`witskit units` lists all units with what they measure.",
  },
  "other-dimension": {
    kind: "usage",
    meaning: "two units measure different things, and do not convert",
    advice: "`witskit units UNIT` lists what a unit converts to.",
  },
  "units-undeclared": {
    kind: "usage",
    meaning: "values are to be converted, and nothing tells their units",
    advice: "WITS does not tell them. Declare them: --units metric, fps or fps-uk, or a --map with units.",
  },
  "zone-undeclared": {
    kind: "usage",
    meaning: "a time is given with its zone, and nothing tells that of the rig's clock",
    advice: "Give --tz, or leave the zone out of the time.",
  },
  "sources-disagree": {
    kind: "usage",
    meaning: "sources are told different things, and one table cannot hold both",
    advice: "Tell them the same, bring them to one by --to, or convert them into datasets of their own.",
  },
  "bad-config": {
    kind: "usage",
    meaning: "a witskit.toml or a variable of the environment cannot be used",
    advice: "`witskit config check` lists all that is wrong, each with its line.",
  },
  "bad-map": {
    kind: "usage",
    meaning: "a map of codes cannot be used",
    advice: "The message has each line that is wrong; docs/maps.md has the columns.",
  },
  "bad-link": {
    kind: "usage",
    meaning: "a link's URL can never be opened: its scheme, a parameter or its path is wrong",
    advice:
      "docs/live.md has the links and their parameters; `witskit config check` looks at those of a file.",
  },
  "plugin-failed": {
    kind: "usage",
    meaning: "a plugin cannot be loaded, is of another api, or has failed and is disabled",
    advice:
      "The message names it and why; `witskit plugins check` loads all that are listed, docs/plugins.md says what they must be.",
  },
  "bad-query": {
    kind: "usage",
    meaning: "the question is not SQL that the database understands",
    advice: "`witskit query DATASET` opens a prompt, in which .tables lists what can be asked.",
  },
  "not-for-this-command": {
    kind: "usage",
    meaning: "the input is good, and this command does not read its kind",
    advice: "The message says what it reads; most often the log itself, or a Parquet dataset of it.",
  },
  "not-a-stream": {
    kind: "usage",
    meaning: "what is to be watched is neither a link nor the folder of a stream",
    advice: "Links are URLs, as tcp://host:port; folders are those that `witskit stream` writes into.",
  },
  "one-table-one-file": {
    kind: "usage",
    meaning: "a file holds one table, or one well, and there are several",
    advice:
      "Ask for one of them by --records or --well, or name a folder, or {record} and {well} in the output's name.",
  },
  "same-input-and-output": {
    kind: "usage",
    meaning: "two things would be written to one place, or one is read from where it is written",
    advice: "Name another output.",
  },
  "library-missing": {
    kind: "usage",
    meaning: "an optional library is not installed, or does not run on this machine",
    advice: "The message has the npm command that adds it.",
  },
  "terminal-missing": {
    kind: "usage",
    meaning: "the command asks or draws, and there is no terminal",
    advice: "Say all by flags; the message names them.",
  },
  "input-missing": {
    kind: "input",
    meaning: "there is nothing at the path, or nothing that the pattern fits",
    advice: "Check the path; patterns must be quoted where the shell would resolve them.",
  },
  "input-forbidden": {
    kind: "input",
    meaning: "the system lets this user not read there",
    advice: "Ask the owner of the file, or change its mode with chmod.",
  },
  "input-unreadable": {
    kind: "input",
    meaning: "the system does not give the bytes",
    advice: "The message has the system's reason: rights, a device, a network drive that is gone.",
  },
  "not-a-log": {
    kind: "input",
    meaning: "the bytes are not WITS level 0, nor anything that is known to wrap it",
    advice: "`witskit sniff FILE` tells what they look like, and the flags that read them.",
  },
  "input-empty": {
    kind: "input",
    meaning: "there is nothing in the input: no log in a folder or an archive, no row, no part",
    advice: "The message says what counts there; name another folder, or the files themselves.",
  },
  "input-unsuited": {
    kind: "input",
    meaning: "the input is sound, and lacks what is to be done with it",
    advice: "The message says what it lacks; most often the log itself has it.",
  },
  "input-damaged": {
    kind: "input",
    meaning: "an archive or a compressed file is damaged: its data, or a checksum, do not fit",
    advice: "What came before the place was read, and is kept. Copy the file again from where it came.",
  },
  "input-cut": {
    kind: "input",
    meaning: "a file ends early, or became shorter while it was read",
    advice: "What came before was read, and is kept. Copy the file again, and run the same command.",
  },
  "container-failed": {
    kind: "input",
    meaning: "the plugin that takes the wrapping off a source is not there, or has failed and is disabled",
    advice:
      "The message names it and why. Nothing of the source is lost: the same command reads it once the plugin is mended; docs/plugins.md.",
  },
  "input-refused": {
    kind: "input",
    meaning:
      "the bytes are not to be had in the usual way: a password, an unknown packing, an expansion beyond measure",
    advice:
      "Unpack the file yourself; or give the flag that the message names, if the file is to be trusted.",
  },
  "input-gone": {
    kind: "input",
    meaning: "a file is gone whose rows are in the dataset",
    advice: "The rows stay. Bring it back, or let them leave: run the same command with --replace-changed.",
  },
  "input-unverified": {
    kind: "input",
    meaning: "nothing tells whether an input has the bytes that were converted",
    advice:
      "Its rows stay. With --verify from the first run on, its checksum is kept; --force and --verify make the dataset anew.",
  },
  "input-changed": {
    kind: "input",
    meaning: "the input changes while it is read, or is not what it was when it was read first",
    advice: "The message says what changed; run the same command again, or convert anew.",
  },
  "no-provenance": {
    kind: "input",
    meaning: "nothing tells how a dataset was made, so nothing of it can be made again",
    advice: "Convert the logs again; a dataset keeps its options in its manifest, and in each part.",
  },
  "shards-incomplete": {
    kind: "input",
    meaning: "the shards of a dataset are not all there, not whole, or not of one run",
    advice: "Run those shards again that the message names, all with the same inputs and options.",
  },
  "dataset-broken": {
    kind: "data",
    meaning: "a dataset has a part or a manifest that cannot be read, or that are not as they were written",
    advice:
      "The others are read. `witskit info --check` looks at all, `witskit repair` makes a part again from its source.",
  },
  "nothing-there": {
    kind: "data",
    meaning: "nothing is left of the input: no row, no channel, no value of what was asked for",
    advice: "`witskit info` tells what there is; --records, --from and --until may leave out too much.",
  },
  "too-much": {
    kind: "data",
    meaning: "the output, or a number in it, would be larger than its format can hold",
    advice: "Take less by --records, --from, --until, --every or --by, or another format.",
  },
  "rejects-not-allowed": {
    kind: "data",
    meaning: "bytes were rejected, and --strict allows none",
    advice: "`witskit validate` shows them line by line, `witskit sniff` the dialect that may read them.",
  },
  "units-doubted": {
    kind: "data",
    meaning: "the values contradict the units that were declared, and --strict allows no doubt",
    advice: "`witskit sniff` shows the evidence; --units 'PATTERN=fps' declares them for some sources.",
  },
  "output-exists": {
    kind: "output",
    meaning: "what would be written is there already",
    advice: "Name another output, or give --force to replace it.",
  },
  "output-foreign": {
    kind: "output",
    meaning: "what is there was not made by this command, which replaces only what it made",
    advice: "Name another folder, or move away what is there.",
  },
  "disk-full": {
    kind: "output",
    meaning: "no room is left: on the disk, of a user's share of it, or of --quota",
    advice: "Free some space, or name an output on another disk.",
  },
  "output-forbidden": {
    kind: "output",
    meaning: "the system lets this user not write there",
    advice: "Ask the owner of the folder, or name an output elsewhere.",
  },
  "output-folder-missing": {
    kind: "output",
    meaning: "the folder of the output does not exist, or a part of its path is a file",
    advice: "Make it with mkdir -p, or check the path.",
  },
  "output-unwritable": {
    kind: "output",
    meaning: "the system does not take the bytes",
    advice: "The message has the system's reason: rights, a full disk, a folder that is none.",
  },
  "manifest-unreadable": {
    kind: "output",
    meaning: "what earlier runs noted in the output cannot be read: a manifest, or where a stream was",
    advice: "`witskit repair` makes a manifest again from the parts; the message has the other ways.",
  },
  "output-taken": {
    kind: "output",
    meaning: "another run writes there",
    advice: "Wait until it has ended, or stop it; its process is named where that is known.",
  },
  "output-differs": {
    kind: "output",
    meaning: "what is there was made from other inputs or with other options",
    advice:
      "The message says which differ. Use the same, name another folder, or give --force to make it anew.",
  },
  "rows-differ": {
    kind: "output",
    meaning: "a database has rows of the same source and offset with other values",
    advice:
      "Nothing of it is written. Load into another schema or database, or give --replace-changed to take the new values.",
  },
  unreachable: {
    kind: "network",
    meaning: "a link cannot be opened, for none of the reasons below",
    advice: "The message has the reason; `witskit config check --reach` tries all links of a file.",
  },
  "connection-refused": {
    kind: "network",
    meaning: "the host is there, and nobody listens at the port",
    advice: "Check the port, and that the sender runs.",
  },
  "host-unknown": {
    kind: "network",
    meaning: "the name of a host cannot be looked up",
    advice: "Check the name, the network and its name server.",
  },
  "no-answer": {
    kind: "network",
    meaning: "nothing came in time: no connection, no answer, or no byte on a link",
    advice:
      "Check the host, and that a firewall lets you through; idleTimeout is how long a link may be silent.",
  },
  "not-admitted": {
    kind: "network",
    meaning: "the two sides do not trust each other: a certificate, a user or a password is refused",
    advice: "The message says which; docs/live.md has the parameters that name certificates and users.",
  },
  "connection-broken": {
    kind: "network",
    meaning: "a connection broke off",
    advice: "`stream` opens it again by itself; what had arrived is kept.",
  },
  "address-taken": {
    kind: "network",
    meaning: "nothing can listen at the address",
    advice: "Another program listens there, or this user may not; name another port.",
  },
  interrupted: {
    kind: "interrupted",
    meaning: "the user, or the system, asked for the end",
    advice: "The same command goes on where it was, where its page says so.",
  },
} as const satisfies Readonly<Record<string, FailureMeaning>>;

/** One of `failureCodes`. */
export type FailureCode = keyof typeof meanings;

/** What can go wrong: each code with its kind, its meaning and what to do. */
export const failureCodes: Readonly<Record<FailureCode, FailureMeaning>> = meanings;
