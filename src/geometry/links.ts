/**
 * Recognises L = const + sum_i l_i(f_i), each l_i of one variable with its minimum at c_i: cosh(uv - 1), cross-entropy
 * with soft labels, log cosh. Then r_i = f_i - c_i define Gamma and the weights are l_i''(c_i); the third derivative of
 * l_i adds J_i (x) J_i (x) J_i to T, which drops out of every drift (it has no tangent slot).
 */
import { differentiate } from "../calculus/index.js";
import {
  type Element,
  type Expr,
  type Rational,
  add,
  children,
  divide,
  multiply,
  num,
  rationalNumber,
  rationals,
  splitCoefficient,
  substitute,
  subtract,
  symbol,
  zero,
} from "../expr/index.js";
import { solveExactly } from "./exact-solve.js";
import { type WeightedResidual, dependsOnParameters } from "./recognise.js";
import { rootsIn, unlessSingular } from "./univariate.js";

/** The variable of the link functions; users' names contain no "#". */
const T: Element = symbol("#link", "argument");

/** The smallest subexpression through which all parameters enter. */
function coreOf(e: Expr): Expr {
  const varying = children(e).filter(dependsOnParameters);
  if (varying.length === 1) return coreOf(varying[0]!);
  return e.kind === "mul" ? multiply(...varying) : e;
}

/** Coefficients of a sum by term; a lone term is a sum of one. */
function coefficientsOf(e: Expr): Map<Expr, Rational> {
  const terms = e.kind === "add" ? e.terms : [e];
  return new Map(terms.map((term) => splitCoefficient(term)).map(([q, rest]) => [rest, q]));
}

/**
 * A link's linear part -q f is spread over the sum when f is one itself. Finds the multiples alpha_k of the cores that
 * add up to the terms left over.
 */
function absorbLinear(cores: readonly Expr[], leftover: ReadonlyMap<Expr, Rational>): Rational[] | undefined {
  const rows = cores.map(coefficientsOf);
  const terms = [...new Set([...leftover.keys(), ...rows.flatMap((row) => [...row.keys()])])];
  return solveExactly(
    terms.map((term) => rows.map((row) => row.get(term) ?? rationals.ZERO)),
    terms.map((term) => leftover.get(term) ?? rationals.ZERO),
  );
}

/** term = multiple * core^1 with a multiple free of parameters, or undefined. */
function linearMultiple(term: Expr, core: Expr): Expr | undefined {
  const multiple = divide(term, core);
  return dependsOnParameters(multiple) ? undefined : multiple;
}

/** l(f) of one variable f. */
export interface Link {
  readonly core: Expr;
  /** l′(f) */
  readonly slope: Expr;
  /** l″(f) */
  readonly curvature: Expr;
}

/** The links that the loss is the sum of, wherever their minima are; one that is straight, as log(exp(f)) is, has none. */
export function linksOf(loss: Expr): Link[] | undefined {
  const links: Link[] = [];
  for (const [core, link] of splitLinks(loss) ?? []) {
    const slope = differentiate(link, T);
    const curvature = differentiate(slope, T);
    if (curvature === zero) return undefined;
    const at = new Map([[T, core]]);
    links.push({ core, slope: substitute(slope, at), curvature: substitute(curvature, at) });
  }
  return links.length > 0 ? links : undefined;
}

/** The links l_i as functions of T, by their cores f_i. */
function splitLinks(loss: Expr): Map<Expr, Expr> | undefined {
  const terms = (loss.kind === "add" ? loss.terms : [loss]).filter(dependsOnParameters);
  const links = new Map<Expr, Expr>();
  const include = (core: Expr, link: Expr): void => {
    links.set(core, add(links.get(core) ?? num(0), link));
  };
  const linear: { readonly core: Expr; readonly multiple: Expr }[] = [];
  for (const term of terms) {
    const core = coreOf(term);
    const multiple = linearMultiple(term, core);
    if (multiple) linear.push({ core, multiple });
    else include(core, substitute(term, new Map([[core, T]])));
  }
  // A linear term belongs to the link of its own core, or to that of a sum that it is a term of.
  const cores = [...links.keys()];
  const leftover = new Map<Expr, Rational>();
  for (const { core, multiple } of linear) {
    if (links.has(core)) include(core, multiply(multiple, T));
    else if (multiple.kind === "num") leftover.set(core, multiple.value);
    else return undefined;
  }
  const multiples = leftover.size === 0 ? [] : absorbLinear(cores, leftover);
  if (cores.length === 0 || !multiples) return undefined;
  multiples.forEach((alpha, k) => {
    include(cores[k]!, multiply(rationalNumber(alpha), T));
  });
  return [...links.values()].some(dependsOnParameters) ? undefined : links;
}

/** The residuals and weights of a sum of links; `isZero` picks the minimum that the loss is at among several roots. */
export function sumOfLinks(loss: Expr, isZero: (e: Expr) => boolean): WeightedResidual[] | undefined {
  const links = splitLinks(loss);
  if (!links) return undefined;
  const found: WeightedResidual[] = [];
  for (const [core, link] of links) {
    const slope = differentiate(link, T);
    const minimum = rootsIn(slope, T).find((root) => isZero(subtract(core, root)));
    const weight = minimum && unlessSingular(() => substitute(differentiate(slope, T), new Map([[T, minimum]])));
    if (minimum === undefined || weight === undefined) return undefined;
    found.push({ residual: subtract(core, minimum), weight, term: substitute(link, new Map([[T, core]])) });
  }
  return found;
}
