/** The names of one loss, and what is known of its Γ: what its formulas are read, compared and evaluated with. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import { NoiseScale } from "../display/index.js";
import { type Element, type Environment, type Expr, print, subtract } from "../expr/index.js";
import { parseFormula } from "../nerdamer/index.js";
import type { Analysis } from "../pipeline/index.js";
import { flattenArgument } from "../read/index.js";
import { Simplifier, type Verdict } from "../simplify/index.js";

/** The noises whose limit is always derived; `declared` where the loss file has a `noise`. */
export type { NoiseName } from "../runtime/index.js";

/** compensation −½ H⁺T[PΣP], mixed −P T[H⁺ΣP], normal −½ P T[Lyap⁻¹(P⊥ΣP⊥)], and their sum. */
export type Term = "compensation" | "mixed" | "normal" | "total";

/** Where a formula holds: at every x, or at points of Γ only. */
export type Domain = "everywhere" | "manifold";

/** A point: all parameters in flat order, or names to numbers and arrays; `data` where it differs from the example's. */
export type PointLike = readonly number[] | Float64Array | Readonly<Record<string, unknown>>;

export class Language {
  /** Functions that vanish on Γ. */
  readonly equations: readonly Expr[];
  /** The coordinates that move a point onto Γ. */
  readonly moved: readonly Element[];
  /** c of Σ = c∇²L; another name where the loss has a c. */
  readonly noiseScale: Element;
  readonly #analysis: Analysis;
  readonly #names: ReadonlyMap<string, Element>;
  readonly #constants: readonly Element[];
  readonly #simplifiers: Readonly<Record<Domain, Simplifier>>;

  constructor(analysis: Analysis) {
    const { flat, located, dynamics } = analysis;
    this.#analysis = analysis;
    this.equations = located.manifold.residuals;
    this.moved = flat.parameters;
    this.noiseScale = new NoiseScale([...flat.parameters, ...flat.data]).symbol;
    this.#constants = [this.noiseScale, ...dynamics.flatMap(({ inputs }) => inputs.flatMap((i) => i.elements))];
    // A parameter named like a constant is the parameter.
    this.#names = new Map([
      ...this.#constants.map((e): [string, Element] => [print(e), e]),
      ...flat.data.map((e): [string, Element] => [print(e), e]),
      ...flat.parameters.map((e, a): [string, Element] => [flat.names[a]!, e]),
    ]);
    this.#simplifiers = { everywhere: new Simplifier(), manifold: new Simplifier(this.equations) };
  }

  /** @throws DiagnosticError with the place of what is no formula in these names */
  read(text: string): Expr {
    return parseFormula(text, this.#names, "formula");
  }

  /** A verdict with the coordinates of its point as the loss has them: parameters, data, constants. */
  inOrder(verdict: Verdict): Verdict {
    if (verdict.kind !== "differ") return verdict;
    const { flat } = this.#analysis;
    const order = [...flat.parameters, ...flat.data, ...this.#constants].map(print);
    const at = Object.entries(verdict.at).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    return { ...verdict, at: Object.fromEntries(at) };
  }

  simplified(e: Expr, domain: Domain): Expr {
    return this.#simplifiers[domain].simplify(e);
  }

  difference(a: Expr, b: Expr, domain: Domain): Expr {
    return this.simplified(subtract(a, b), domain);
  }

  /** @throws RangeError (when it is used) for a symbol without a value */
  environment(point: PointLike, constants: Readonly<Record<string, number>>): Environment {
    const { flat, sample } = this.#analysis;
    const known = this.#constants.filter((e) => print(e) in constants);
    const elements = [...flat.parameters, ...flat.data, ...known];
    const values = [...this.flat(point), ...sample.data, ...known.map((e) => constants[print(e)]!)];
    const table = new Map<Element, number>(elements.map((e, i) => [e, values[i]!]));
    return {
      element: (e) => {
        const value = table.get(e);
        if (value === undefined) throw new RangeError(`give a value for ${print(e)}: { ${print(e)}: 1 }`);
        return value;
      },
    };
  }

  /** The D numbers of a point. */
  flat(point: PointLike): number[] {
    const { flat, model, sample } = this.#analysis;
    const x = isFlat(point) ? Array.from(point) : flattenArgument(model.parameters, point, sample).flat;
    if (x.length === flat.parameters.length) return x;
    throw refusedPoint(`it has ${String(x.length)} numbers for the parameters ${flat.names.join(", ")}`);
  }

  /** The position of a parameter. @throws RangeError for a name that is no parameter */
  index(name: string): number {
    const { flat, model } = this.#analysis;
    const index = flat.names.indexOf(name);
    if (index < 0)
      throw new RangeError(`${model.name} has no parameter ${name}; its parameters are ${flat.names.join(", ")}`);
    return index;
  }
}

/** A point that was given as an argument and does not fit. */
export const refusedPoint = (problem: string): DiagnosticError =>
  new DiagnosticError([diagnostic("badPointFile", undefined, { file: "the argument", problem })]);

const isFlat = (point: PointLike): point is readonly number[] | Float64Array =>
  Array.isArray(point) || point instanceof Float64Array;
