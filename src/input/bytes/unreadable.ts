import type { FailureCode } from "../../failure/codes.js";
import { Failure, systemCode } from "../../failure/failure.js";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder; check the path",
  ENOTDIR: "a part of the path is a file, not a folder; check the path",
  EISDIR: "it is a folder; name a file in it, or give the folder itself to a command that takes folders",
  EACCES: "you may not read it; ask its owner, or change its mode with chmod",
  EPERM: "you may not read it; ask its owner",
  ELOOP: "its symbolic links lead in a circle; remove one of them",
  EMFILE: "too many files are open; raise the limit with ulimit -n",
  ENAMETOOLONG: "the name is too long for this file system",
  EIO: "the disk reports an error; copy the file to a sound disk first",
};

const CODES: Readonly<Record<string, FailureCode>> = {
  ENOENT: "input-missing",
  ENOTDIR: "input-missing",
  EACCES: "input-forbidden",
  EPERM: "input-forbidden",
};

/** A system error met while reading `name`, as a failure that says why and what to do next. */
export function unreadable(name: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = systemCode(error);
  const reason = (code && REASONS[code]) ?? (error instanceof Error ? error.message : String(error));
  return new Failure(CODES[code ?? ""] ?? "input-unreadable", `cannot read ${name}: ${reason}`, {
    cause: error,
    place: { file: name },
  });
}
