/** Seeds that do not overlap: each part of each run with each of the user's seeds has its own. */
import { philox4x32 } from "../runtime/index.js";

/** A 32-bit seed for one part of the work. */
export function seedFor(seed: number, dynamics: number, part: number): number {
  const out = new Int32Array(4);
  philox4x32(seed | 0, Math.floor(seed / 2 ** 32), dynamics, part, 0x76616c69, 0x64617465, out);
  return out[0]! >>> 0;
}
