/** `s3://` in the words of a command line: what is to be read is fetched first, so that commands know folders only. */
import { Failure } from "../failure/failure.js";
import { isStoreAddress } from "../object-store/address.js";
import type { TablesAsked } from "../object-store/pull.js";
import type { Command, Invocation } from "./command.js";
import type { ExitCode } from "./failure.js";

type Words = Pick<Invocation, "arguments" | "flags">;

/** Runs a command with folders of this machine in the place of datasets in a store. Throws Failure("usage") where it knows none. */
export async function onLocalDatasets<Parsed extends Words>(
  { name, stores, tablesAsked }: Pick<Command, "name" | "stores" | "tablesAsked">,
  parsed: Parsed,
  signal: AbortSignal,
  run: (parsed: Parsed) => Promise<ExitCode | undefined>,
): Promise<ExitCode | undefined> {
  const { output } = parsed.flags;
  if (isStoreAddress(output) && stores !== "written")
    throw new Failure(
      "not-for-this-command",
      `${name} does not write to ${output}; give a folder or a file on this machine. \`witskit push DATASET s3://bucket/prefix/\` copies a dataset there`,
    );
  if (!parsed.arguments.some(isStoreAddress) || name === "push") return run(parsed);
  const first = parsed.arguments.find(isStoreAddress)!;
  if (stores !== "read")
    throw new Failure(
      "not-for-this-command",
      `${name} does not take ${first}: info, query, analyze, export, plot, qc, report and load read a dataset from an object store; ` +
        "`witskit push` brings one there",
    );
  const { localDataset } = await import("../object-store/pull.js");
  const local = async (asked: TablesAsked | undefined): Promise<ExitCode | undefined> => {
    const words: string[] = [];
    for (const word of parsed.arguments)
      words.push(isStoreAddress(word) ? await localDataset(word, signal, asked) : word);
    return run({ ...parsed, arguments: words });
  };
  const asked = tablesAsked?.(parsed);
  try {
    return await local(asked);
  } catch (error) {
    // Who is told that there is no such name is told what there is, and a part of the tables is not that.
    if (asked === undefined || !(error instanceof Failure) || error.code !== "unknown-name") throw error;
    return local(undefined);
  }
}
