/** The derivation as closed forms on Gamma, simplified so that a human reads them; undefined where they get too long. */
import type { Vector } from "../calculus/index.js";
import type { LimitingSde } from "../dynamics/index.js";
import { type Expr, operationCount, print, writtenSize, zero } from "../expr/index.js";
import { type Manifold, hessianPseudoInverse, tangentProjector, traceOfHessian } from "../geometry/index.js";
import { type FactoredVector, Simplifier } from "../simplify/index.js";

/** A vector or matrix shown as factor * entries. */
export type Closed = FactoredVector;

export interface DriftForms {
  readonly compensation?: Closed;
  readonly mixed?: Closed;
  readonly normal?: Closed;
  readonly total?: Closed;
  /** Terms that vanish identically are not shown. */
  readonly vanishing: readonly string[];
}

export interface ClosedForms {
  readonly loss: Expr;
  readonly gradient: Vector;
  readonly residuals: Vector;
  /** D * D entries, row-major. */
  readonly projector?: Closed;
  readonly pseudoInverse?: Closed;
  readonly trace?: Expr;
  readonly logPseudoDeterminant?: Expr;
  readonly isotropic: DriftForms;
  readonly labelNoise: DriftForms;
  readonly declared?: DriftForms;
}

/** Beyond these a formula is no longer read but looked at: the structured form is shown instead. */
const LONGEST = 160;
export const LARGEST_DIMENSION = 6;
const LARGEST_RAW = 4000;

const readable = (entries: Vector): boolean =>
  entries.every((e) => writtenSize(e) <= LONGEST && print(e).length <= LONGEST);

/** Undefined where the closed form is too long to read. */
export function close(simplifier: Simplifier, entries: Vector): Closed | undefined {
  if (operationCount(...entries) > LARGEST_RAW) return undefined;
  const closed = simplifier.simplifyVector(entries);
  return readable([closed.factor, ...closed.entries]) ? closed : undefined;
}

function closeScalar(simplifier: Simplifier, e: Expr): Expr | undefined {
  if (operationCount(e) > LARGEST_RAW) return undefined;
  const closed = simplifier.simplify(e);
  return readable([closed]) ? closed : undefined;
}

const TERMS = ["compensation", "mixed", "normal"] as const;

function driftForms(simplifier: Simplifier, limit: LimitingSde): DriftForms {
  const small = limit.total.length <= LARGEST_DIMENSION;
  const forms: { -readonly [K in keyof DriftForms]: DriftForms[K] } = { vanishing: [] };
  const vanishing: string[] = [];
  let live = 0;
  for (const term of TERMS) {
    const closed = !small || limit[term].every((e) => e === zero) ? undefined : close(simplifier, limit[term]);
    const vanishes = closed ? closed.entries.every((e) => e === zero) : limit[term].every((e) => e === zero);
    if (vanishes) vanishing.push(term);
    else {
      live++;
      if (closed) forms[term] = closed;
    }
  }
  // With one live term the total is that term: no need to say it twice.
  if (small && live > 1) {
    const total = close(simplifier, limit.total);
    if (total) forms.total = total;
  }
  return { ...forms, vanishing };
}

export interface Limits {
  readonly isotropic: LimitingSde;
  readonly labelNoise: LimitingSde;
  readonly declared?: LimitingSde;
}

export function closedForms(
  manifold: Manifold,
  limits: Limits,
  simplifier = new Simplifier(manifold.residuals),
): ClosedForms {
  const { problem, normal, residuals } = manifold;
  const small = problem.dimension <= LARGEST_DIMENSION;
  const projector = small ? close(simplifier, tangentProjector(manifold).flat()) : undefined;
  const pseudoInverse = small ? close(simplifier, hessianPseudoInverse(manifold).flat()) : undefined;
  const trace = closeScalar(simplifier, traceOfHessian(manifold));
  const logPseudoDeterminant = small ? closeScalar(simplifier, normal.logPseudoDeterminant()) : undefined;
  return {
    loss: problem.model.loss,
    gradient: problem.gradient,
    residuals,
    ...(projector && { projector }),
    ...(pseudoInverse && { pseudoInverse }),
    ...(trace && { trace }),
    ...(logPseudoDeterminant && { logPseudoDeterminant }),
    isotropic: driftForms(simplifier, limits.isotropic),
    labelNoise: driftForms(simplifier, limits.labelNoise),
    ...(limits.declared && { declared: driftForms(simplifier, limits.declared) }),
  };
}
