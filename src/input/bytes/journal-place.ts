/**
 * Where bytes stand in the journal of another recorder that sends them on: they say themselves which they are, so that what comes
 * twice is known, and what is missing too. Told in the words of places in files, by which streams are gone on with.
 */
import type { FilePlace } from "./file-place.js";

/** In place of a device's number, which is digits. */
const JOURNAL = "journal";

export const journalPlace = (journal: string, offset: number): FilePlace => ({
  path: "",
  device: JOURNAL,
  inode: journal,
  head: { size: 0, sha256: "" },
  offset,
});

export const isJournalPlace = ({ device }: FilePlace): boolean => device === JOURNAL;
