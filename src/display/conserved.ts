/** The quantities that gradient flow conserves, and what becomes of them along the limits of SGD. */
import { gradient, matrices } from "../calculus/index.js";
import { type Evolution, type Noise, evolution } from "../dynamics/index.js";
import {
  type Expr,
  add,
  divide,
  multiply,
  one,
  operationCount,
  print,
  rationalNumber,
  sqrt,
  symbol,
  writtenSize,
  zero,
} from "../expr/index.js";
import { type Manifold, dependsOnParameters } from "../geometry/index.js";
import type { Simplifier } from "../simplify/index.js";
import { type Line, type Section, both } from "./derivation.js";
import type { NoiseScale } from "./noise-scale.js";
import type { Notation } from "./notation.js";

/** How one quantity moves along one limit, in lowest terms on Γ. */
export interface Motion extends Evolution {
  /** "label noise", with c = 1 in its formulas, and so on. */
  readonly noise: "isotropic" | "labelNoise" | "declared";
  /** κ where the drift is κQ with κ independent of x. */
  readonly rate?: Expr;
  /** Known for all times: an exponential, a Brownian motion with drift, or an Ornstein–Uhlenbeck process. */
  readonly solved: boolean;
}

export interface ConservedQuantity {
  readonly Q: Expr;
  /** Those whose formulas are short enough to be read. */
  readonly motions: readonly Motion[];
}

/** Beyond these a formula is not worth its line. */
const LARGEST = 2000;
const LONGEST = 160;
/** Quantities shown. */
const MOST = 6;

export function motionsOf(
  manifold: Manifold,
  simplifier: Simplifier,
  quantities: readonly Expr[],
): ConservedQuantity[] {
  const { sigma } = manifold.problem.model;
  const noises: readonly (readonly [Motion["noise"], Noise])[] = [
    ["isotropic", { kind: "isotropic" }],
    ["labelNoise", { kind: "hessian" }],
    ...(sigma ? [["declared", { kind: "general", sigma }] as const] : []),
  ];
  return quantities.slice(0, MOST).map((Q) => ({
    Q,
    motions: noises.flatMap(([noise, sigmaOf]) => {
      const found = motion(simplifier, Q, evolution(manifold, Q, sigmaOf));
      return found ? [{ noise, ...found }] : [];
    }),
  }));
}

const isReadable = (e: Expr): boolean => writtenSize(e) <= LONGEST && print(e).length <= LONGEST;

/** Undefined where it cannot be read: what is left of it is not simplified then. */
function motion(simplifier: Simplifier, Q: Expr, written: Evolution): Omit<Motion, "noise"> | undefined {
  const lowest = (e: Expr): Expr | undefined => {
    const simple = operationCount(e) > LARGEST ? e : simplifier.simplify(e);
    return isReadable(simple) ? simple : undefined;
  };
  const drift = lowest(written.drift);
  const variance = drift && lowest(written.variance);
  if (!drift || !variance) return undefined;
  const rate = lowest(ratio(written.drift, Q));
  const proportional = rate !== undefined && !dependsOnParameters(rate);
  const solved = !dependsOnParameters(variance) && (proportional || !dependsOnParameters(drift));
  return { drift, variance, ...(proportional && { rate }), solved };
}

/** Term by term, so that a monomial Q cancels at once. */
const ratio = (e: Expr, Q: Expr): Expr =>
  e.kind === "add"
    ? add(divide(rationalNumber(e.constant), Q), ...e.terms.map((term) => divide(term, Q)))
    : divide(e, Q);

const LABELS: Record<Motion["noise"], string> = {
  isotropic: "Σ = I",
  labelNoise: "Σ = c∇²L",
  declared: "Σ = σσᵀ",
};

const nameOf = (count: number, i: number): string => (count === 1 ? "Q" : `Q${String(i + 1)}`);

/** Along a limit without noise, x' = drift, of another optimizer: Q' = ∇Qᵀ drift. */
export function conservedAlong(
  manifold: Manifold,
  simplifier: Simplifier,
  quantities: readonly Expr[],
  drift: readonly Expr[],
): Line[] {
  return quantities.slice(0, MOST).flatMap((Q, i) => {
    const slope = matrices.dot(gradient(Q, manifold.problem.model.parameters), drift);
    const name = nameOf(quantities.length, i);
    const found = motion(simplifier, Q, { drift: slope, variance: zero });
    return found ? [motionAs(name, `along it, ${name}`, found, (e) => e)] : [];
  });
}

/** @param ofExample whether they are those for the example's sizes, of named ones */
export function conservedSection(
  conserved: readonly ConservedQuantity[],
  scale: NoiseScale,
  ofExample = false,
): Section[] {
  if (conserved.length === 0) return [];
  const name = (i: number): string => nameOf(conserved.length, i);
  return [
    {
      title: `conserved by gradient flow${ofExample ? " at the example's sizes" : ""}, so that Q(Φ(x)) = Q(x); along the limit  dQ = ½⟨∇²Q, Σ⟩ dt + ∇Qᵀσ dW`,
      tex: "Q \\circ \\Phi = Q:\\quad dQ = \\tfrac12 \\langle \\nabla^2 Q, \\Sigma\\rangle\\,dt + \\nabla Q^\\top \\sigma\\,dW",
      lines: conserved.flatMap(({ Q, motions }, i) => [
        both(name(i), (notation) => notation.expr(Q)),
        ...motions.map((each) => motionLine(name(i), each, scale)),
      ]),
    },
  ];
}

function motionLine(name: string, { noise, ...moved }: Motion, scale: NoiseScale): Line {
  const scaled = (e: Expr): Expr => (noise === "labelNoise" ? multiply(scale.symbol, e) : e);
  return motionAs(name, scale.text(LABELS[noise]), moved, scaled);
}

function motionAs(
  name: string,
  label: string,
  { drift, variance, rate, solved }: Omit<Motion, "noise">,
  scaled: (e: Expr) => Expr,
): Line {
  const slope = scaled(rate && rate !== zero ? multiply(rate, symbol(name, "argument")) : drift);
  return both(label, (notation) =>
    solved && rate && variance === zero
      ? exponential(notation, name, scaled(rate))
      : equation(notation, name, slope, variance),
  );
}

/** Q(t) = Q(0) e^{κt} */
function exponential(notation: Notation, name: string, rate: Expr): string {
  if (rate === zero) return notation.equals(`${name}(t)`, `${name}(0)`);
  const exponent = notation.expr(multiply(rate, symbol("t", "argument")));
  const [open, close] = notation.tex ? ["e^{", "}"] : ["exp(", ")"];
  return notation.equals(`${name}(t)`, `${name}(0) ${open}${exponent}${close}`);
}

/** dQ = a dt + b dB */
function equation(notation: Notation, name: string, drift: Expr, variance: Expr): string {
  const times = (e: Expr, unit: string): string => (e === one ? unit : notation.times(e, unit));
  const parts = [
    ...(drift === zero ? [] : [times(drift, "dt")]),
    ...(variance === zero ? [] : [times(sqrt(variance), "dB")]),
  ];
  return notation.equals(`d${name}`, parts.length > 0 ? parts.join(" + ") : "0");
}
