/** Numbers that look like chance and follow from a seed: sfc32, by Chris Doty-Humphrey. */
export class Chance {
  private readonly state: Uint32Array;

  constructor(seed: number) {
    this.state = new Uint32Array([seed, seed ^ 0x9e3779b9, 0x243f6a88, 1]);
    // Seeds that are alike differ after so many turns.
    for (let turn = 0; turn < 15; turn++) this.next();
  }

  /** 32 bits. */
  next(): number {
    const [a = 0, b = 0, c = 0, turn = 0] = this.state;
    const sum = (a + b + turn) >>> 0;
    this.state.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + sum, turn + 1]);
    return sum;
  }

  /** 0 ≤ … < 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.next() & 0xff));
  }

  /** Version 4, as `crypto.randomUUID` makes them. */
  uuid(): `${string}-${string}-${string}-${string}-${string}` {
    const hex = this.bytes(16).toString("hex");
    const variant = "89ab"[this.next() & 3];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
