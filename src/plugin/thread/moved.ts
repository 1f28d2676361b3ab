/** An answer whose buffers go over to who asked, so that bytes are not copied twice. */
export class Moved {
  readonly value: unknown;
  readonly buffers: ArrayBuffer[];

  constructor(value: unknown, buffers: ArrayBuffer[]) {
    this.value = value;
    this.buffers = buffers;
  }
}

/** Bytes of their own: those of a Buffer may stand among others that are nobody's business. Throws where they are none. */
export function ownBytes(bytes: unknown, what: string): Uint8Array<ArrayBuffer> {
  if (!(bytes instanceof Uint8Array)) throw new TypeError(`${what} is no Uint8Array`);
  return new Uint8Array(bytes);
}
