/**
 * Where bytes come from. A source has a name before it is opened; a reader gives its bytes, decompressed, in order,
 * straight into memory that the caller owns: the decoder hands out its WASM input, and a plain file is read into it.
 */

export interface Source {
  /** The path as the user gave it, with forward slashes, or `-`. It is what the `source` column holds. */
  readonly name: string;
  /** Bytes on disk, before any decompression; undefined where nobody can know: stdin, a pipe, a device. */
  readonly size: number | undefined;
  /** Where it is, when its name is not its path: rows have the name that it had when they were made. */
  readonly path?: string;
  /** When it was written to last, in milliseconds since 1970; undefined where that does not tell whether it has changed. */
  readonly modified?: number;
  /** A file that says when its bytes arrived. */
  readonly sidecar?: string;
  /** Of a member of an archive: tells it from another one of its name. */
  readonly digest?: string;
}

export interface ByteReader {
  /**
   * Fills the start of `target`, which is not empty, and answers how many bytes it wrote; 0 is the end, and stays so.
   * Throws Failure("input") when the bytes cannot be had; every byte before the fault has been delivered by then.
   */
  read(target: Uint8Array): Promise<number>;
  /**
   * When the bytes of the last `read` arrived, milliseconds since 1970, UTC; undefined when nothing tells it. No read
   * spans two arrivals.
   */
  readonly arrival?: number | undefined;
  /** At the end: what people should know of the source, although all of it was read. */
  readonly remark?: string | undefined;
  close(): Promise<void>;
}
