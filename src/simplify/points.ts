/** Points at which expressions are compared: pseudo-random, the same on every run, free or on a manifold r = 0. */
import {
  type Element,
  type Expr,
  type Precise,
  PreciseNumber,
  children,
  preciseEvaluator,
  print,
  rationals,
} from "../expr/index.js";
import { exactEvaluator } from "./exact.js";
import { type Manifold, project } from "./project.js";

export interface Point {
  /** The value with 50 digits; NaN outside the domain. */
  readonly precise: (e: Expr) => Precise;
  /** The exact value, when all coordinates are rational and e is rational in them. */
  readonly exact: (e: Expr) => rationals.Rational | undefined;
  readonly coordinate: (element: Element) => Precise;
}

/** Coordinates are multiples of 1/97 of magnitude 1/3 … 2: no accidental zeros, no loss of digits. */
function coordinate(element: Element, sample: number): rationals.Rational {
  const random = hash(`${element.tensor.role} ${print(element)} ${String(sample)}`);
  const magnitude = 33 + (random % 162);
  // Constants of the problem are positive as a rule (lengths, variances): half of the samples keep to that.
  const negative = (random >>> 16) % 2 === 1 && (element.tensor.role === "parameter" ? sample > 0 : sample % 2 === 1);
  return rationals.rational(negative ? -magnitude : magnitude, 97);
}

/** FNV-1a with a final mix. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

const toPrecise = (q: rationals.Rational): Precise =>
  new PreciseNumber(q.numerator.toString()).div(q.denominator.toString());

function freePoint(sample: number): Point {
  const at = (element: Element): Precise => toPrecise(coordinate(element, sample));
  return {
    precise: preciseEvaluator(at),
    exact: exactEvaluator((element) => coordinate(element, sample)),
    coordinate: at,
  };
}

function manifoldPoint(manifold: Manifold, sample: number): Point | undefined {
  const start = (element: Element): Precise => toPrecise(coordinate(element, sample));
  const projected = project(manifold, start);
  if (projected === undefined) return undefined;
  const at = (element: Element): Precise => projected.get(element) ?? start(element);
  return { precise: preciseEvaluator(at), exact: () => undefined, coordinate: at };
}

/** The points of one problem, made on demand and kept for all comparisons. */
export class Points {
  readonly #made: Point[] = [];
  #samples = 0;

  constructor(readonly manifold: Manifold) {}

  /** The n-th point, or undefined when the search for it fails. */
  at(n: number): Point | undefined {
    while (this.#made.length <= n && this.#samples < MOST_SAMPLES) {
      const sample = this.#samples++;
      const point = this.manifold.residuals.length === 0 ? freePoint(sample) : manifoldPoint(this.manifold, sample);
      if (point) this.#made.push(point);
    }
    return this.#made[n];
  }
}

const MOST_SAMPLES = 40;

/** The elements an expression is made of, each once. */
export function elements(...es: readonly Expr[]): Element[] {
  const seen = new Set<Expr>();
  const visit = (e: Expr): void => {
    if (seen.has(e)) return;
    seen.add(e);
    children(e).forEach(visit);
  };
  es.forEach(visit);
  return [...seen].filter((e) => e.kind === "element");
}
