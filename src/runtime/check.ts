/** Checks of arguments where they enter the runtime; inside, they are trusted. */

export function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be a positive number, not ${value}`);
}

export function checkFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, not ${value}`);
}

/** An integer in [least, limit). */
export function checkInteger(name: string, value: number, least = 0, limit = 2 ** 53): void {
  if (!(Number.isInteger(value) && value >= least && value < limit))
    throw new RangeError(`${name} must be an integer from ${least} to ${limit - 1}, not ${value}`);
}

export function checkLength(name: string, vector: ArrayLike<number>, length: number): void {
  if (vector.length !== length) throw new RangeError(`${name} must have length ${length}, not ${vector.length}`);
}
