/** One comparison of an emitted kernel with an independent oracle. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";

export interface Check {
  /** "gradient against differences of the loss as written". */
  readonly name: string;
  /** The largest |found - expected| relative to the largest |expected| of the same array, over all points. */
  readonly error: number;
  readonly tolerance: number;
  /** How many arrays were compared: 0 when an assumption fails at every point, and then nothing is claimed. */
  readonly comparisons: number;
}

const MARGIN = 10;
const DEAF = 1e-2;

/** Collects comparisons under one name; throws at the first one that fails. */
export class Comparison {
  #error = 0;
  #comparisons = 0;

  constructor(
    readonly name: string,
    readonly tolerance: number,
  ) {}

  /**
   * Compares two arrays by the largest difference relative to `scale`, the largest expected entry unless told. `doubt`
   * is how far off the oracle itself may be: differences below ten times that prove nothing, and an oracle with no more
   * than one digit is not heard.
   */
  compare(
    x: ArrayLike<number>,
    found: ArrayLike<number>,
    expected: ArrayLike<number>,
    scale = largest(expected),
    doubt = 0,
  ): void {
    if (!(doubt <= DEAF * scale)) return;
    this.#comparisons++;
    for (let i = 0; i < expected.length; i++) {
      const difference = Math.abs(found[i]! - expected[i]!);
      if (difference <= MARGIN * doubt) continue;
      const error = difference === 0 ? 0 : difference / scale;
      if (!(error <= this.tolerance)) throw this.#failure(x, found[i]!, expected[i]!, error);
      this.#error = Math.max(this.#error, error);
    }
  }

  get result(): Check {
    return { name: this.name, error: this.#error, tolerance: this.tolerance, comparisons: this.#comparisons };
  }

  #failure(x: ArrayLike<number>, found: number, expected: number, error: number): DiagnosticError {
    return new DiagnosticError([
      diagnostic("selfCheck", undefined, {
        check: this.name,
        found: String(found),
        expected: String(expected),
        error: error.toPrecision(3),
        tolerance: this.tolerance.toPrecision(1),
        point: formatPoint(x),
      }),
    ]);
  }
}

/** The largest absolute entry; at least the rounding level of numbers of order one. */
export const largest = (values: ArrayLike<number>, floor = 1e-3): number =>
  Array.from(values).reduce((top, value) => Math.max(top, Math.abs(value)), floor);

export const formatPoint = (x: ArrayLike<number>): string =>
  `(${Array.from(x, (value) => Number(value.toPrecision(6)).toString()).join(", ")})`;
