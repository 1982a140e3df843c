// What seek-bzip needs of Node's Buffer. The build puts it where that name stands.

export class Buffer extends Uint8Array {
  /** As hexadecimal digits, whatever is asked for. */
  override toString(): string {
    return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
}
