/** What is written of a state: parameters by name, and numbers that are read off x. */
import { type Model, type Observable, symmetricEigen } from "../runtime/index.js";
import { LEADING } from "./formats/format.js";
import { logPseudoDeterminant } from "../runtime/spectral/coefficients.js";

export interface Column {
  readonly name: string;
  readonly read: Observable;
}

type Maker = (model: Model) => Observable;

function hessianAt(model: Model): (x: Float64Array) => Float64Array {
  const H = new Float64Array(model.dimension ** 2);
  return (x) => {
    model.hessian(x, H);
    return H;
  };
}

/** Numbers of any model, by name. */
const OBSERVABLES: Readonly<Record<string, Maker>> = {
  loss: (model) => (x) => model.loss(x),
  gradientNorm(model) {
    const gradient = new Float64Array(model.dimension);
    return (x) => {
      model.gradient(x, gradient);
      return Math.hypot(...gradient);
    };
  },
  traceHessian(model) {
    const [D, hessian] = [model.dimension, hessianAt(model)];
    return (x) => hessian(x).reduce((sum, value, i) => (i % (D + 1) === 0 ? sum + value : sum), 0);
  },
  lambdaMax(model) {
    const hessian = hessianAt(model);
    return (x) => symmetricEigen(hessian(x), model.dimension).values[0]!;
  },
  logPseudoDet(model) {
    const hessian = hessianAt(model);
    return (x) => logPseudoDeterminant(symmetricEigen(hessian(x), model.dimension).values, model.rank);
  },
};

/** Beyond these all parameters are no longer a table that is read. */
const MOST_PARAMETERS = 100;

/** All parameters and the loss; of large models the loss and the norm of its gradient. */
export const defaultColumns = ({ parameters }: Model): readonly string[] =>
  parameters.length <= MOST_PARAMETERS ? [...parameters, "loss"] : ["loss", "gradientNorm"];

export const columnNames = (model: Model): readonly string[] => [...Object.keys(OBSERVABLES), ...model.parameters];

/** A parameter wins over an observable of the same name; undefined for a name that is neither. */
export function column(name: string, model: Model): Column | undefined {
  const position = model.parameters.indexOf(name);
  const taken = (LEADING as readonly string[]).includes(name);
  if (position >= 0) return { name: taken ? `x.${name}` : name, read: (x) => x[position]! };
  return Object.hasOwn(OBSERVABLES, name) ? { name, read: OBSERVABLES[name]!(model) } : undefined;
}
