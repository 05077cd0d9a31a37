/** What gen-sde derives from one loss, for programs and tests: typed formulas, values at points, the simulator. */
import { DYNAMICS_NAMES, type DynamicsName, type LimitingSde } from "../dynamics/index.js";
import { type Expr, multiply } from "../expr/index.js";
import { type Manifold, hessianPseudoInverse, tangentProjector, traceOfHessian } from "../geometry/index.js";
import {
  type Analysis,
  type Generated,
  type PointOptions,
  type PointValues,
  LOCAL_SGD,
  generateFrom,
  valuesAt,
} from "../pipeline/index.js";
import type { Check } from "../verify/index.js";
import { checkDerived } from "./check-derived.js";
import { Formula } from "./formula.js";
import { type Domain, Language, type NoiseName, type PointLike, refusedPoint, type Term } from "./language.js";
import { written } from "./written.js";

/**
 * One loss with everything that is derived from it, exactly: L and its derivatives everywhere; P, H⁺, ln|∇²L|₊ and the
 * drifts ½∂²Φ[Σ] on Γ.
 *
 * Source: Z. Li, T. Wang, S. Arora, "What happens after SGD reaches zero loss?", ICLR 2022 (arXiv 2110.06914).
 */
export class Derivation {
  /** The name of the loss. */
  readonly name: string;
  /** The D parameters in flat order, as a user writes them: "u", "w[0]", "W[1][2]". */
  readonly parameters: readonly string[];
  /** M = rank ∇²L on Γ. */
  readonly rank: number;
  /** How Γ was found: "least squares", "links", "declared equations", "gradient factor", "rank one", "pivot rows". */
  readonly route: string;
  readonly #analysis: Analysis;
  readonly #language: Language;

  constructor(analysis: Analysis) {
    const { flat, located, model } = analysis;
    this.name = model.name;
    this.parameters = flat.names;
    this.rank = located.minimizers[0]!.rank;
    this.route = located.manifold.route;
    this.#analysis = analysis;
    this.#language = new Language(analysis);
  }

  /** D, the number of parameters. */
  get dimension(): number {
    return this.parameters.length;
  }

  /** L(x). */
  get loss(): Formula {
    return this.#formula("L", this.#analysis.flat.loss);
  }

  /** ∂L/∂p. @throws RangeError for a name that is no parameter */
  gradient(p: string): Formula {
    return this.#formula(`∂L/∂${p}`, this.#analysis.problem.gradient[this.#language.index(p)]!);
  }

  /** ∂²L/∂p∂q. @throws RangeError for a name that is no parameter */
  hessian(p: string, q: string): Formula {
    return this.#formula(
      `∂²L/∂${p}∂${q}`,
      this.#analysis.problem.hessian[this.#language.index(p)]![this.#language.index(q)]!,
    );
  }

  /** ∂³L/∂p∂q∂r. @throws RangeError for a name that is no parameter */
  third(p: string, q: string, r: string): Formula {
    const { third } = this.#analysis.problem;
    return this.#formula(
      `∂³L/∂${p}∂${q}∂${r}`,
      third.at(this.#language.index(p), this.#language.index(q), this.#language.index(r)),
    );
  }

  /** The M functions whose common zeros are Γ. */
  get equations(): readonly Formula[] {
    return this.#language.equations.map((e, i) => this.#formula(`r_${String(i + 1)}`, e));
  }

  /** An entry of P, the orthogonal projector on the tangent space of Γ. */
  projector(p: string, q: string): Formula {
    return this.#entry("P", tangentProjector(this.#manifold), p, q);
  }

  /** An entry of H⁺, the Moore–Penrose inverse of ∇²L on Γ. */
  pseudoInverse(p: string, q: string): Formula {
    return this.#entry("H⁺", hessianPseudoInverse(this.#manifold), p, q);
  }

  /** tr ∇²L on Γ. */
  get traceHessian(): Formula {
    return this.#onManifold("tr ∇²L", traceOfHessian(this.#manifold));
  }

  /** ln|∇²L|₊, the logarithm of the product of the M eigenvalues that are not 0. */
  get logPseudoDeterminant(): Formula {
    return this.#onManifold("ln|∇²L|₊", this.#manifold.normal.logPseudoDeterminant());
  }

  /**
   * The drift of the limiting SDE along p, or one of its terms. Label noise carries the factor `c` of Σ = c∇²L,
   * which is called `kappa` where the loss has a c of its own.
   *
   * @throws RangeError for a name that is no parameter, or for "declared" without a `noise`
   */
  drift(noise: NoiseName, p: string, term: Term = "total"): Formula {
    const limit: LimitingSde | undefined = this.#analysis.limits[noise];
    if (limit === undefined) throw new RangeError(`${this.name} declares no noise of its own`);
    const entry = limit[term][this.#language.index(p)]!;
    const label = `${noise} drift of ${p}${term === "total" ? "" : `, ${term}`}`;
    return this.#onManifold(label, noise === "labelNoise" ? multiply(this.#language.noiseScale, entry) : entry);
  }

  /**
   * The drift along p of another optimizer's limit, among the `dynamics` that were asked for.
   *
   * @throws RangeError for a dynamics that was not asked for, or one without a closed form, with the reason
   */
  dynamics(name: DynamicsName, p: string): Formula {
    const derived = this.#analysis.dynamics.find((each) => each.name === name);
    if (!derived)
      throw new RangeError(
        `ask for it: derive(loss, { dynamics: ["${name}"] }); the names are ${DYNAMICS_NAMES.join(", ")}`,
      );
    const { drift, reason = "" } = derived;
    if (!drift) throw new RangeError(`${name} has no closed form here: ${reason}`);
    return this.#onManifold(`${name} drift of ${p}`, drift[this.#language.index(p)]!);
  }

  /**
   * Derivatives, geometry and every drift as numbers: what `gen-sde derive --at` prints. The point is first moved onto
   * Γ, unless `retract` is false.
   *
   * @throws DiagnosticError when the point does not fit the parameters or leads to no point of Γ
   */
  at(point: PointLike, options: Partial<PointOptions> = {}): PointValues {
    const { model, sample } = this.#analysis;
    const given = { x: this.#language.flat(point), ...(model.data && { data: sample.dataValue }) };
    return valuesAt(model, given, refusedPoint, { retract: true, third: false, localSgd: LOCAL_SGD, ...options });
  }

  /**
   * Compares L with the user's own function run as written, ∇L with differences of that function, ∇²L with differences of
   * ∇L, and ∂²(∇L)[S] with differences of ⟨∇²L, S⟩.
   *
   * @param points where; by default points of Γ and points near it
   * @returns each comparison with its largest error
   * @throws DiagnosticError GS401 at the first error beyond the rounding of differences (1e-6)
   */
  checkDerivatives(points?: readonly PointLike[]): readonly Check[] {
    const given = points?.map((point) => Float64Array.from(this.#language.flat(point)));
    return checkDerived(this.#analysis, given);
  }

  /** Points of Γ, found from the example or from random starts: D numbers each. */
  get minimizers(): readonly Float64Array[] {
    return this.#analysis.located.minimizers.map(({ x }) => x);
  }

  /**
   * The simulator: emitted, checked against independent oracles, loaded. Its `create` takes the loss's data.
   *
   * @throws DiagnosticError GS401 when a self-check fails
   */
  generate(): Promise<Generated> {
    return generateFrom(this.#analysis);
  }

  /** The derivation as the command line prints it. */
  toString(): string {
    return written(this.#analysis, "text");
  }

  /** The same as LaTeX. */
  toTeX(): string {
    return written(this.#analysis, "tex");
  }

  #formula(label: string, e: Expr, domain: Domain = "everywhere"): Formula {
    return new Formula(label, e, domain, this.#language);
  }

  #onManifold(label: string, e: Expr): Formula {
    return this.#formula(label, e, "manifold");
  }

  #entry(name: string, matrix: readonly (readonly Expr[])[], p: string, q: string): Formula {
    return this.#onManifold(`${name}[${p}, ${q}]`, matrix[this.#language.index(p)]![this.#language.index(q)]!);
  }

  get #manifold(): Manifold {
    return this.#analysis.located.manifold;
  }
}
