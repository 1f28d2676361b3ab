/** `s3://` in the words of a command line: what is to be read is fetched first, so that commands know folders only. */
import { Failure } from "../failure.js";
import { isStoreAddress } from "../object-store/address.js";
import type { Command, Invocation } from "./command.js";

type Words = Pick<Invocation, "arguments" | "flags">;

/** The same with folders of this machine in the place of datasets in a store. Throws Failure("usage") where the command knows none. */
export async function withLocalDatasets<Parsed extends Words>(
  { name, stores }: Pick<Command, "name" | "stores">,
  parsed: Parsed,
  signal: AbortSignal,
): Promise<Parsed> {
  const { output } = parsed.flags;
  if (isStoreAddress(output) && stores !== "written")
    throw new Failure(
      "not-for-this-command",
      `${name} does not write to ${output}; give a folder or a file on this machine. \`witskit push DATASET s3://bucket/prefix/\` copies a dataset there`,
    );
  if (!parsed.arguments.some(isStoreAddress) || name === "push") return parsed;
  const first = parsed.arguments.find(isStoreAddress)!;
  if (stores !== "read")
    throw new Failure(
      "not-for-this-command",
      `${name} does not take ${first}: info, query, analyze, export, plot, qc, report and load read a dataset from an object store; ` +
        "`witskit push` brings one there",
    );
  const { localDataset } = await import("../object-store/pull.js");
  const words: string[] = [];
  for (const word of parsed.arguments)
    words.push(isStoreAddress(word) ? await localDataset(word, signal) : word);
  return { ...parsed, arguments: words };
}
