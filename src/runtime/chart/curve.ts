/** Γ of dimension 1, followed by its arc length: unit tangents by Dormand–Prince, back to Γ after each step. */
import { DormandPrince, stepFactor } from "../flow/dormand-prince.js";
import { dot, norm } from "../linear-algebra/index.js";
import type { Model } from "../model.js";
import { retraction } from "../flow/retraction.js";

/** A point of the curve. */
export interface Node {
  readonly l: number;
  readonly x: Float64Array;
  /** dx/dl */
  readonly u: Float64Array;
}

export type CurveModel = Pick<Model, "dimension" | "rank" | "tangentProject" | "retractStep">;

const MAX_NODES = 100_000;

export class Curve {
  readonly #model: CurveModel;
  readonly #tolerance: number;
  readonly #retract: (x: Float64Array) => number;

  constructor(model: CurveModel, tolerance: number) {
    this.#model = model;
    this.#tolerance = tolerance;
    this.#retract = retraction(model);
  }

  start(x: Float64Array): Node {
    this.#retract(x);
    const D = this.#model.dimension;
    const columns = Array.from({ length: D }, (_, a) => {
      const axis = new Float64Array(D);
      axis[a] = 1;
      const column = new Float64Array(D);
      this.#model.tangentProject(x, axis, column);
      return column;
    });
    const longest = columns.reduce((best, column) => (norm(column) > norm(best) ? column : best));
    return { l: 0, x, u: longest.map((value) => value / norm(longest)) };
  }

  /** The unit tangent at x that points along u. */
  tangent(x: Float64Array, u: Float64Array): Float64Array {
    const out = new Float64Array(u.length);
    this.#model.tangentProject(x, u, out);
    const size = norm(out);
    return out.map((value) => value / size);
  }

  /** The node one step of length h (of either sign) after a node, with the error of the step. */
  step({ l, x, u }: Node, h: number): { readonly node: Node; readonly error: number } {
    const solver = new DormandPrince((at, out) => {
      out.set(this.tangent(at, u));
    }, x.length);
    solver.slopes[0]!.set(this.tangent(x, u));
    const next = new Float64Array(x.length);
    const error = solver.attempt(x, h, this.#tolerance, this.#tolerance, next);
    if (Number.isFinite(error)) this.#retract(next);
    return { node: { l: l + h, x: next, u: this.tangent(next, u) }, error };
  }

  follow(start: Node, length: number): { readonly nodes: Node[]; readonly closes?: number } {
    const nodes = [start];
    let h = length / 1000;
    while (nodes.length < MAX_NODES) {
      const here = nodes.at(-1)!;
      const left = length - here.l;
      if (left <= 1e-12 * length) break;
      const { node, error } = this.step(here, Math.min(h, left));
      if (error <= 1) {
        const closes = this.#closes(start, here, node);
        if (closes !== undefined) return { nodes, closes };
        nodes.push(node);
      }
      h = Math.min(h * stepFactor(error), length / 16);
    }
    return { nodes };
  }

  /** The circumference, if the curve passes its start between two nodes in the direction in which it left. */
  #closes(start: Node, before: Node, after: Node): number | undefined {
    const height = ({ x }: Node): number =>
      dot(
        x.map((value, a) => value - start.x[a]!),
        start.u,
      );
    if (!(height(before) < 0 && height(after) >= 0)) return undefined;
    let delta = -height(before);
    if (delta > 2 * (after.l - before.l)) return undefined;
    let node = before;
    for (let iteration = 0; iteration < 20; iteration++) {
      ({ node } = this.step(before, delta));
      const correction = height(node) / dot(node.u, start.u);
      delta -= correction;
      if (!(Math.abs(correction) > 1e-14 * (1 + delta))) break;
    }
    const miss = norm(node.x.map((value, a) => value - start.x[a]!));
    return miss <= 1e-7 * (1 + norm(start.x)) ? before.l + delta : undefined;
  }
}
