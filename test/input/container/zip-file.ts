/** Writes zip archives, sound and otherwise. */

import { deflateRawSync } from "node:zlib";
import { crc32 } from "./crc32.js";

export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** Changes the bytes as they stand in the archive. */
  readonly damage?: (stored: Buffer) => void;
}

const header = (fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 2) field.writeUInt16LE(value);
      else field.writeUInt32LE(value);
      return field;
    }),
  );

export function zipOf(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, encrypted = false, damage } of members) {
    const bytes = Buffer.from(content);
    const data = stored ? Buffer.from(bytes) : deflateRawSync(bytes);
    damage?.(data);
    const path = Buffer.from(name);
    const common = [
      [2, 20],
      [2, (encrypted ? 1 : 0) | 0x800],
      [2, stored ? 0 : 8],
      [2, 0],
      [2, 0x5a21],
      [4, crc32(bytes)],
      [4, data.length],
      [4, bytes.length],
      [2, path.length],
      [2, 0],
    ] as const; // prettier-ignore
    const local = Buffer.concat([header([[4, 0x04034b50], ...common]), path]);
    parts.push(local, data);
    directory.push(
      header([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
      path,
    ); // prettier-ignore
    offset += local.length + data.length;
  }
  const listed = Buffer.concat(directory);
  const end = header([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, members.length],
    [2, members.length],
    [4, listed.length],
    [4, offset],
    [2, 0],
  ]); // prettier-ignore
  return Buffer.concat([...parts, listed, end]);
}
