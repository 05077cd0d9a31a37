import { integrate } from "../quadrature.js";
import type { Curve, Node } from "./curve.js";

/** The piece of Γ that was followed, as a function of the arc length. */
export class TracedCurve {
  readonly from: number;
  /** The arc lengths of the nodes, increasing. */
  readonly lengths: readonly number[];
  readonly #curve: Curve;
  readonly #nodes: readonly Node[];

  constructor(
    curve: Curve,
    nodes: readonly Node[],
    readonly to: number,
    readonly closed: boolean,
  ) {
    this.#curve = curve;
    this.#nodes = nodes;
    this.lengths = nodes.map(({ l }) => l);
    this.from = this.lengths[0]!;
  }

  /** A new point, on the curve at this arc length. */
  at(l: number): Node {
    // The end of a closed curve is its start; quadratures come close to it from below only.
    const inside = this.closed && l === this.to ? l : this.inside(l);
    const node = this.#nodes[below(this.lengths, inside)]!;
    return inside === node.l
      ? { ...node, x: node.x.slice(), u: node.u.slice() }
      : this.#curve.step(node, inside - node.l).node;
  }

  /** l modulo the circumference. RangeError beyond the ends. */
  inside(l: number): number {
    if (this.closed) return l - this.to * Math.floor(l / this.to);
    if (l >= this.from && l <= this.to) return l;
    throw new RangeError(`Γ was followed from ${this.from} to ${this.to}, not to ${l}`);
  }

  /** l ↦ ∫_0^l f, with the integrals between nodes kept. */
  primitive(f: (l: number) => number, tolerance?: number): (l: number) => number {
    const ends = [...this.lengths, ...(this.lengths.at(-1)! < this.to ? [this.to] : [])];
    const sums = [0];
    for (let k = 1; k < ends.length; k++) sums.push(sums[k - 1]! + integrate(f, ends[k - 1]!, ends[k]!, tolerance));
    const total = (l: number): number => {
      const k = below(ends, l);
      return sums[k]! + (l === ends[k] ? 0 : integrate(f, ends[k]!, l, tolerance));
    };
    const atZero = total(0);
    return (l) => total(l) - atZero;
  }
}

/** The last of the increasing values that is not above l, or the first. */
function below(values: readonly number[], l: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= l) low = middle;
    else high = middle;
  }
  return low;
}
