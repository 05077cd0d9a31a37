/** LEB128: integers in groups of seven bits, lowest first, the top bit of a byte set where another follows. */

export function unsignedLeb(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const group = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? group | 0x80 : group);
  } while (rest > 0);
  return bytes;
}

/** Two's complement: the last group ends with the sign bit. */
export function signedLeb(value: bigint): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const group = Number(BigInt.asUintN(7, rest));
    rest >>= 7n;
    const isLast = rest === (group & 0x40 ? -1n : 0n);
    bytes.push(isLast ? group : group | 0x80);
    if (isLast) return bytes;
  }
}
