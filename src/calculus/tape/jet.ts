/**
 * Derivatives at a point by accumulation along a tape: exact up to rounding, and no expression is differentiated.
 * With tangents in directions a and b pushed forward (hyper-dual numbers) one reverse sweep over the adjoints gives
 *
 *     ∇f,   ∇²f a,   ∇²f b,   ∇³f[a, b]
 *
 * for f = any combination of the tape's roots, at a few times the cost of f: no D × D × D array, no D × D symbols.
 */
import { type Edges, evaluateOperation, noEdges } from "./edges.js";
import { type Tape, slotsOf } from "./tape.js";

/** What the derivatives along one direction a are made of. */
export interface Direction {
  /** d/dt of every operation along x + t a. */
  readonly tangent: Float64Array;
  /** d/dt of every adjoint. */
  readonly adjoint: Float64Array;
}

export class Jet {
  readonly values: Float64Array;
  readonly #tape: Tape;
  readonly #edges: (Edges | undefined)[] = [];
  readonly #kept = new Map<number, Float64Array>();
  /** Up to which order the edges are known. */
  #order = 1;
  readonly #x: ArrayLike<number>;
  readonly #data: ArrayLike<number>;

  constructor(tape: Tape, x: ArrayLike<number>, data: ArrayLike<number> = []) {
    this.#tape = tape;
    this.#x = x;
    this.#data = data;
    this.values = new Float64Array(tape.operations.length);
    this.#evaluate();
  }

  #evaluate(): void {
    const { operations, active } = this.#tape;
    const at = { parameters: this.#x, data: this.#data, values: this.values, active, order: this.#order };
    operations.forEach((operation, n) => {
      const edges = noEdges();
      this.values[n] = evaluateOperation(operation, at, edges);
      this.#edges[n] = active[n]! && slotsOf(operation).length > 0 ? edges : undefined;
    });
  }

  /** Partial derivatives of higher order are computed when they are first asked for. */
  #require(order: number): void {
    if (order <= this.#order) return;
    this.#order = order;
    this.#evaluate();
  }

  /** The value of one root. */
  value(root = 0): number {
    return this.values[this.#tape.roots[root]!]!;
  }

  /** ∇ of one root. */
  gradient(root = 0): Float64Array {
    return this.#gather(this.#adjoints(root));
  }

  /** Pushes a direction forward to the values, and back to the adjoints, of one root. */
  along(a: ArrayLike<number>, root = 0): Direction {
    this.#require(2);
    const tangent = this.#tangent(a);
    return { tangent, adjoint: this.#adjointTangent(this.#adjoints(root), tangent) };
  }

  /** ∇² of the root times the direction. */
  hessianTimes({ adjoint }: Direction): Float64Array {
    return this.#gather(adjoint);
  }

  /** ∇² of one root, row-major. */
  hessian(root = 0): Float64Array {
    const D = this.#tape.parameters;
    const H = new Float64Array(D * D);
    for (let c = 0; c < D; c++) {
      const column = this.hessianTimes(this.along(axis(D, c), root));
      for (let a = 0; a < D; a++) H[a * D + c] = column[a]!;
    }
    // Both halves are the same sums in another order.
    for (let a = 0; a < D; a++) for (let b = 0; b < a; b++) H[b * D + a] = H[a * D + b]!;
    return H;
  }

  /** ∇³[a, b] of one root, for two of its directions. */
  third(alongA: Direction, alongB: Direction, root = 0): Float64Array {
    this.#require(3);
    const w = this.#adjoints(root);
    const { tangent: a, adjoint: wa } = alongA;
    const { tangent: b, adjoint: wb } = alongB;
    const ab = this.#mixedTangent(a, b);
    const out = new Float64Array(w.length);
    for (let n = w.length - 1; n >= 0; n--) {
      const edges = this.#edges[n];
      if (!edges) continue;
      const { first, d1, second, d2, third, d3 } = edges;
      const u = w[n]!;
      const [ua, ub, uab] = [wa[n]!, wb[n]!, out[n]!];
      for (let e = 0; e < first.length; e++) out[first[e]!]! += uab * d1[e]!;
      for (let s = 0; s < d2.length; s++) {
        const p = second[2 * s]!;
        const q = second[2 * s + 1]!;
        out[p]! += d2[s]! * (ua * b[q]! + ub * a[q]! + u * ab[q]!);
        if (p !== q) out[q]! += d2[s]! * (ua * b[p]! + ub * a[p]! + u * ab[p]!);
      }
      for (let s = 0; s < d3.length; s++) {
        const [p, q, r] = [third[3 * s]!, third[3 * s + 1]!, third[3 * s + 2]!];
        const pair = (j: number, k: number): number => (j === k ? a[j]! * b[j]! : a[j]! * b[k]! + a[k]! * b[j]!);
        out[p]! += u * d3[s]! * pair(q, r);
        if (q !== p) out[q]! += u * d3[s]! * pair(p, r);
        if (r !== q) out[r]! += u * d3[s]! * pair(p, q);
      }
    }
    return this.#gather(out);
  }

  /** d/dt of every operation along x + t a. */
  #tangent(a: ArrayLike<number>): Float64Array {
    const tangent = new Float64Array(this.values.length);
    this.#tape.parameterSlots.forEach((slot, place) => {
      if (slot >= 0) tangent[slot] = a[place]!;
    });
    this.#edges.forEach((edges, n) => {
      if (!edges) return;
      let sum = 0;
      for (let e = 0; e < edges.first.length; e++) sum += edges.d1[e]! * tangent[edges.first[e]!]!;
      tangent[n] = sum;
    });
    return tangent;
  }

  /** d²/ds dt of every operation along x + s a + t b. */
  #mixedTangent(a: Float64Array, b: Float64Array): Float64Array {
    const mixed = new Float64Array(a.length);
    this.#edges.forEach((edges, n) => {
      if (!edges) return;
      const { first, d1, second, d2 } = edges;
      let sum = 0;
      for (let e = 0; e < first.length; e++) sum += d1[e]! * mixed[first[e]!]!;
      for (let s = 0; s < d2.length; s++) {
        const p = second[2 * s]!;
        const q = second[2 * s + 1]!;
        sum += d2[s]! * (p === q ? a[p]! * b[p]! : a[p]! * b[q]! + a[q]! * b[p]!);
      }
      mixed[n] = sum;
    });
    return mixed;
  }

  /** ∂root/∂(every operation). */
  #adjoints(root: number): Float64Array {
    const known = this.#kept.get(root);
    if (known) return known;
    const w = new Float64Array(this.values.length);
    w[this.#tape.roots[root]!] = 1;
    for (let n = w.length - 1; n >= 0; n--) {
      const edges = this.#edges[n];
      if (!edges || w[n] === 0) continue;
      for (let e = 0; e < edges.first.length; e++) w[edges.first[e]!]! += w[n]! * edges.d1[e]!;
    }
    this.#kept.set(root, w);
    return w;
  }

  /** d/dt of the adjoints along x + t a, for the tangents a. */
  #adjointTangent(w: Float64Array, a: Float64Array): Float64Array {
    const wa = new Float64Array(w.length);
    for (let n = w.length - 1; n >= 0; n--) {
      const edges = this.#edges[n];
      if (!edges) continue;
      const u = w[n]!;
      const ua = wa[n]!;
      const { first, d1, second, d2 } = edges;
      if (ua !== 0) for (let e = 0; e < first.length; e++) wa[first[e]!]! += ua * d1[e]!;
      for (let s = 0; s < d2.length; s++) {
        const p = second[2 * s]!;
        const q = second[2 * s + 1]!;
        wa[p]! += u * d2[s]! * a[q]!;
        if (p !== q) wa[q]! += u * d2[s]! * a[p]!;
      }
    }
    return wa;
  }

  #gather(adjoints: Float64Array): Float64Array {
    return Float64Array.from(this.#tape.parameterSlots, (slot) => (slot < 0 ? 0 : adjoints[slot]!));
  }
}

const axis = (D: number, a: number): Float64Array => {
  const e = new Float64Array(D);
  e[a] = 1;
  return e;
};
