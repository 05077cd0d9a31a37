/**
 * The functions that a module calls: written once for one and for two doubles, and put in where a kernel asks for them.
 * Functions without a formula here are the host's, called once for each lane.
 */
import { type Callee, call, lane, pair } from "../code.js";
import { FunctionBuilder } from "../function.js";
import { type Lanes, SCALAR } from "../lanes.js";
import type { ModuleBuilder } from "../module.js";
import { exp, expm1 } from "./exponential.js";
import { type MathFunction, formulaIn } from "./formula.js";
import { cosh, sinh, tanh } from "./hyperbolic.js";
import { log, log1p } from "./logarithm.js";
import { sigmoid, softplus } from "./logistic.js";
import { cos, sin } from "./trigonometric.js";

/** Errors at most 2 units in the last place. */
export const FORMULAS: Readonly<Partial<Record<string, MathFunction>>> = {
  cos,
  cosh,
  exp,
  expm1,
  log,
  log1p,
  sigmoid,
  sin,
  sinh,
  softplus,
  tanh,
};

/** The module whose exports are the host's functions: Math and gen-sde/runtime. */
export const HOST = "host";

export class MathLibrary {
  readonly #module: ModuleBuilder;
  readonly #made = new Map<string, Callee>();
  #isExact = true;

  constructor(module: ModuleBuilder) {
    this.#module = module;
  }

  /** Whether all functions so far have the host's bits: none of them has a formula here. */
  get isExact(): boolean {
    return this.#isExact;
  }

  /** The function of this name on so many lanes. */
  get(name: string, lanes: Lanes, arity = 1): Callee {
    const key = `${name}:${lanes.type}`;
    let made = this.#made.get(key);
    if (made === undefined) {
      made = this.#make(name, lanes, arity);
      this.#made.set(key, made);
    }
    return made;
  }

  #make(name: string, lanes: Lanes, arity: number): Callee {
    const formula = FORMULAS[name];
    if (formula) this.#isExact = false;
    const host = (of: string): Callee =>
      this.#module.importFunction(
        HOST,
        of,
        Array.from({ length: arity }, () => SCALAR.type),
        SCALAR.type,
      );
    if (!formula && lanes === SCALAR) return host(name);
    const built = new FunctionBuilder(
      Array.from({ length: arity }, () => lanes.type),
      lanes.type,
    );
    const args = built.args.map(({ get }) => get);
    if (formula) built.push(formula(formulaIn(built, lanes, host), args[0]!));
    else {
      const of = (which: 0 | 1) => call(host(name), ...args.map((arg) => lane(arg, which)));
      built.push(pair(of(0), of(1)));
    }
    return this.#module.add(built);
  }
}
