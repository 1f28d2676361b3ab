/**
 * Recognises, by its first bytes, what is plainly no log, so that a wrong path is an answer at once and not a
 * million rejects. It never judges text: any text may be a log of a dialect that nobody has seen.
 */
import { Failure } from "../../failure/failure.js";
import { isGzip } from "./compressed/gzip.js";
import { isZstd } from "./compressed/zstd.js";

interface Stranger {
  readonly mark: string;
  /** Where the mark stands, 0 unless told. */
  readonly at?: number;
  readonly what: string;
}

/** Marks are Latin-1, a character a byte. */
const STRANGERS: readonly Stranger[] = [
  { mark: "\x89PNG", what: "it is a PNG image" },
  { mark: "\xff\xd8\xff", what: "it is a JPEG image" },
  { mark: "GIF8", what: "it is a GIF image" },
  { mark: "%PDF", what: "it is a PDF document" },
  {
    mark: "PAR1",
    what: "it is a Parquet file, which is what witskit makes; open it with DuckDB, or try witskit info",
  },
  {
    mark: "ARROW1",
    what: "it is an Arrow file, which is what witskit makes; open it with pyarrow or polars",
  },
  {
    mark: "PK\x03\x04",
    what:
      "it is an Office document, or a zip archive that is not read here: one within another, one from a pipe, or one " +
      "whose name does not end in .zip; unpack it first with unzip",
  },
  { mark: "PK\x05\x06", what: "it is an empty zip archive" },
  { mark: "7z\xbc\xaf\x27\x1c", what: "it is a 7-Zip archive; unpack it first with 7z x" },
  { mark: "Rar!\x1a\x07", what: "it is a RAR archive; unpack it first with unrar x" },
  {
    mark: "\xfd7zXZ\x00",
    what: "it is compressed with xz; decompress it first with xz -d, or pipe it in and give - as the input",
  },
  {
    mark: "BZh",
    what: "it is compressed with bzip2; decompress it first with bzip2 -d, or pipe it in and give - as the input",
  },
  {
    mark: "\x04\x22\x4d\x18",
    what: "it is compressed with lz4; decompress it first with lz4 -d, or pipe it in and give - as the input",
  },
  { mark: "ustar", at: 257, what: "it is a tar archive; unpack it first with tar xf" },
  { mark: "\x7fELF", what: "it is a program" },
  { mark: "MZ\x90\x00", what: "it is a Windows program" },
  { mark: "SQLite format 3\x00", what: "it is an SQLite database; export its text with sqlite3 first" },
  { mark: "\x89HDF\r\n\x1a\n", what: "it is an HDF5 file; export its text with h5dump first" },
  { mark: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", what: "it is an old Office document; save it as text first" },
  {
    mark: "<?xml",
    what: "it is XML without <witsdata>; WITSML is another format than WITS level 0. If it has frames, give --input xml",
  },
];

/** A source that is plainly no log; `seems` says what it is instead, for those who look at many. */
export class NotALog extends Failure {
  constructor(
    name: string,
    readonly seems: string,
  ) {
    super("not-a-log", `${name} is not a WITS log: ${seems}`, { place: { file: name } });
  }
}

/** Says what the bytes look like and what to do about it, or undefined when they may be a log. No bytes are a log of none. */
export function notALog(head: Uint8Array): string | undefined {
  if (isGzip(head)) return "it is compressed twice; decompress it once with gunzip";
  if (isZstd(head)) return "it is compressed twice; decompress it once with unzstd";
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1");
  return STRANGERS.find(({ mark, at = 0 }) => text.startsWith(mark, at))?.what;
}
