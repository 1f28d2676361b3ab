/**
 * The decoder that one writes in an afternoon: split the text into lines, a column for each code. It knows no rejects, no
 * text items and no time, and gives what it measures an easy life.
 */

/** @typedef {Map<string, { frames: number[], values: (number | null)[] }>} Columns */

/**
 * @param {Uint8Array} bytes
 * @returns {Columns}
 */
export function decodeObviously(bytes) {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  /** @type {Columns} */
  const columns = new Map();
  let frame = -1;
  for (const line of text.split(/\r?\n/)) {
    if (line === "&&") frame++;
    else if (/^\d{4}/.test(line)) {
      const code = line.slice(0, 4);
      const value = line.length > 4 ? Number(line.slice(4)) : null;
      const column = columns.get(code) ?? { frames: [], values: [] };
      columns.set(code, column);
      column.frames.push(frame);
      column.values.push(value === -999.25 || value === -9999 || value === -8888 ? null : value);
    }
  }
  return columns;
}
