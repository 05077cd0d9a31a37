/** Identities of the geometry at points of Γ: P² = P = Pᵀ, HP = 0, tr P = D − M, H H⁺ H = H, residuals and retraction. */
import { type Model, symmetricPseudoInverse } from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";
import { type Estimate, axis, directionalDerivative, joined } from "./differences.js";
import { conditionNumber } from "./eigenvector-error.js";

const TOLERANCE = 1e-7;
/** Differences lose digits where Γ bends sharply; a wrong kernel is off by an order of one. */
const DIFFERENCES = 1e-4;

function multiplySquare(A: ArrayLike<number>, B: ArrayLike<number>, D: number): Float64Array {
  const C = new Float64Array(D * D);
  for (let i = 0; i < D; i++)
    for (let k = 0; k < D; k++) for (let j = 0; j < D; j++) C[i * D + j]! += A[i * D + k]! * B[k * D + j]!;
  return C;
}

/** The matrix whose columns are P e_a. */
function projectorMatrix(model: Model, x: Float64Array): Float64Array {
  const D = model.dimension;
  const P = new Float64Array(D * D);
  const column = new Float64Array(D);
  for (let a = 0; a < D; a++) {
    model.tangentProject(x, axis(D, a), column);
    for (let b = 0; b < D; b++) P[b * D + a] = column[b]!;
  }
  return P;
}

/** Column a of the Jacobian of a kernel, for every a. */
function columns(kernel: (x: Float64Array, out: Float64Array) => void, length: number, x: Float64Array): Estimate[] {
  const values = (at: Float64Array): Float64Array => {
    const out = new Float64Array(length);
    kernel(at, out);
    return out;
  };
  return Array.from(x, (_, a) => directionalDerivative(values, x, axis(x.length, a)));
}

function transpose(A: Float64Array, D: number): Float64Array {
  return A.map((_, i) => A[(i % D) * D + Math.floor(i / D)]!);
}

/** A point of Γ with what all checks need there: P and H = ∇²L as D × D arrays. */
interface Place {
  readonly x: Float64Array;
  readonly P: Float64Array;
  readonly H: Float64Array;
}

/** Comparisons that are made together at each point. */
interface Part {
  readonly comparisons: readonly Comparison[];
  look(at: Place): void;
}

function partOfProjector({ dimension: D, rank }: Model): Part {
  const projector = new Comparison("tangentProject: P² = P = Pᵀ, tr P = D − M", TOLERANCE);
  const kernel = new Comparison("tangentProject: H P = 0", TOLERANCE);
  return {
    comparisons: [projector, kernel],
    look({ x, P, H }) {
      projector.compare(x, multiplySquare(P, P, D), P);
      projector.compare(x, transpose(P, D), P);
      projector.compare(x, [P.reduce((sum, p, i) => (i % (D + 1) === 0 ? sum + p : sum), 0)], [D - rank]);
      kernel.compare(x, multiplySquare(H, P, D), new Float64Array(D * D), largest(H));
    },
  };
}

function partOfPseudoInverse(model: Model, pseudoInverse: (x: Float64Array) => Float64Array): Part {
  const D = model.dimension;
  const inverse = new Comparison("H⁺ against the eigenvectors of the hessian", TOLERANCE);
  const reproduces = new Comparison("H H⁺ H = H", TOLERANCE);
  return {
    comparisons: [inverse, reproduces],
    look({ x, H }) {
      const derived = pseudoInverse(x);
      const condition = conditionNumber(model, x);
      const rounding = 4 * Number.EPSILON * condition;
      if (condition < Infinity) {
        const expected = symmetricPseudoInverse(H, D, model.rank);
        inverse.compare(x, derived, expected, largest(expected), rounding * largest(expected));
      }
      reproduces.compare(x, multiplySquare(multiplySquare(H, derived, D), H, D), H, largest(H), rounding * largest(H));
    },
  };
}

function partOfEquations(model: Model): Part {
  const D = model.dimension;
  const fixed = new Comparison("residuals and retractStep at points of Γ", TOLERANCE);
  const across = new Comparison("residuals: differences across Γ, not along it", DIFFERENCES);
  const landing = new Comparison("retractStep: differences on Γ are P", DIFFERENCES);
  return {
    comparisons: [fixed, across, landing],
    look({ x, P }) {
      const r = new Float64Array(model.rank);
      model.residuals(x, r);
      const J = columns((at, out) => model.residuals(at, out), model.rank, x);
      const slopes = Array.from(r, (_, i) => J.map(({ value }) => value[i]!));
      const size = largest(x, 1);
      // A residual is 0 to the rounding of its terms, which are of the size of its slope times x.
      r.forEach((value, i) => {
        fixed.compare(x, [value], [0], largest(slopes[i]!, 1) * size);
      });
      const moved = new Float64Array(D);
      model.retractStep(x, moved);
      fixed.compare(x, moved, x, size);
      const { doubt } = joined(J);
      for (const slope of slopes) {
        const length = Math.hypot(...slope);
        const along = slope.map((_, a) => slope.reduce((sum, entry, b) => sum + (entry / length) * P[b * D + a]!, 0));
        across.compare(x, along, new Float64Array(D), 1, length > 0 ? doubt / length : 0);
      }
      // d(x − J⁺r) = I − J⁺J on Γ: a step that is too short, too long or the wrong way shows here.
      const step = joined(columns((at, out) => model.retractStep(at, out), D, x));
      landing.compare(x, step.value, P, largest(P), step.doubt);
    },
  };
}

/**
 * @param pseudoInverse x → the derived H⁺ as a D × D array: the drifts are made of it
 * @param has what is to be checked
 */
export function checkGeometry(
  model: Model,
  pseudoInverse: (x: Float64Array) => Float64Array,
  points: readonly Float64Array[],
  has: { readonly projector: boolean; readonly drift: boolean; readonly equations: boolean },
): Check[] {
  const parts = [
    ...(has.projector ? [partOfProjector(model)] : []),
    ...(has.drift ? [partOfPseudoInverse(model, pseudoInverse)] : []),
    ...(has.equations ? [partOfEquations(model)] : []),
  ];
  if (parts.length === 0) return [];
  for (const x of points) {
    const H = new Float64Array(model.dimension ** 2);
    model.hessian(x, H);
    const at = { x, P: projectorMatrix(model, x), H };
    for (const part of parts) part.look(at);
  }
  return parts.flatMap(({ comparisons }) => comparisons.map(({ result }) => result));
}
