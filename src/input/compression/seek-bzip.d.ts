// seek-bzip has no types of its own; what is used of it.
declare module 'seek-bzip' {
  interface Input {
    read(buffer: Uint8Array): number
    /** To a byte. */
    seek(at: number): void
    readByte(): number
  }
  interface Output {
    writeByte(byte: number): void
  }
  const Bunzip: { decodeBlock(input: Input, bit: number, output: Output): void }
  export default Bunzip
}
