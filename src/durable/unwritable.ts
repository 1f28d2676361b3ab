import type { FailureCode } from "../failure/codes.js";
import { Failure, systemCode } from "../failure/failure.js";

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; free some space, or name an output on another disk",
  EDQUOT: "your share of the disk is used up; free some space, or name an output on another disk",
  EFBIG: "the file would be larger than the file system allows; name an output on another disk",
  EACCES: "you may not write there; ask the folder's owner, or name an output elsewhere",
  EPERM: "you may not write there; ask the folder's owner, or name an output elsewhere",
  EROFS: "the file system is read-only; name an output elsewhere",
  ENOENT: "its folder does not exist; make it first with mkdir -p",
  ENOTDIR: "a part of its path is a file, not a folder; check the path",
  EISDIR: "it is a folder; name a file in it",
  EEXIST: "it exists already; give --force to replace it, or another name",
  ELOOP: "its symbolic links lead in a circle; remove one of them",
  EMFILE: "too many files are open; raise the limit with ulimit -n",
  ENAMETOOLONG: "the name is too long for this file system; choose a shorter one",
  EIO: "the disk reports an error; name an output on another disk",
};

const CODES: Readonly<Record<string, FailureCode>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EACCES: "output-forbidden",
  EPERM: "output-forbidden",
  EROFS: "output-forbidden",
  ENOENT: "output-folder-missing",
  ENOTDIR: "output-folder-missing",
  EEXIST: "output-exists",
};

/** A system error, or a system error's code, met while writing `name`, as a failure that says why and what to do next. */
export function unwritable(name: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const code = typeof cause === "string" ? cause : systemCode(cause);
  const reason = (code && REASONS[code]) ?? (cause instanceof Error ? cause.message : String(cause));
  return new Failure(CODES[code ?? ""] ?? "output-unwritable", `cannot write ${name}: ${reason}`, {
    cause,
    place: { file: name },
  });
}
