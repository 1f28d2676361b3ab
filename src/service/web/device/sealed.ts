/** What a sealed thing is: encrypted bytes, and the number used once with which they were. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}
