/** A Uint32Array or Uint8Array that doubles when full. */
export class GrowableUint32 {
  array = new Uint32Array(1024)
  length = 0
  push(value: number): void {
    if (this.length === this.array.length) {
      const wider = new Uint32Array(this.array.length * 2)
      wider.set(this.array)
      this.array = wider
    }
    this.array[this.length++] = value
  }
}

export class GrowableBytes {
  array = new Uint8Array(65_536)
  length = 0
  /** Room for `count` more bytes at the end, zeroed. */
  extend(count: number): Uint8Array {
    while (this.length + count > this.array.length) {
      const wider = new Uint8Array(this.array.length * 2)
      wider.set(this.array)
      this.array = wider
    }
    const room = this.array.subarray(this.length, this.length + count)
    this.length += count
    return room
  }
}
