/**
 * Steps of processes for many paths, two at a time. Arrays are component-major: entry k of path b lies at k·B + b. Each
 * function takes the first byte of each array and B, then numbers. It adds and multiplies in the order in which the
 * runtime does for one path, so the bits are the same but for functions like exp.
 */
import type { Program } from "../../lower/program.js";
import { type Code, FunctionBuilder, type Local, PAIR, f64, i32, op, whileLoop } from "../../wasm/index.js";
import type { PairFunction } from "./inline.js";

/** Begins to inline these programs in a function. */
export type Begin = (built: FunctionBuilder, programs: readonly Program[]) => PairFunction;
type Vector = readonly Code[];

const { add, any, bits, le, mul, select, splat, sqrt, sub } = PAIR;
const BYTES = 8;
const EVERY_BIT = bits.constant(-1n);

/** (x, ξ, out, B, s): out[D] = ∇L(x) − sσ(x)ξ. */
export function stochasticGradient(begin: Begin, gradient: Program, apply: Program): FunctionBuilder {
  const built = new FunctionBuilder(["i32", "i32", "i32", "i32", "f64"]);
  const [x, xi, out, paths, scale] = built.args as FiveLocals;
  const pair = begin(built, [gradient, apply]);
  const s = built.let(PAIR.type, splat(scale.get));
  overPairs(built, paths, ({ load, store }) => {
    const at = load(x, lengthOf(gradient, 0));
    const slope = pair.inline(gradient, at);
    const kick = pair.inline(apply, at, load(xi, lengthOf(apply, 1)));
    store(
      out,
      slope.map((g, a) => sub(g, mul(s, kick[a]!))),
    );
  });
  return built;
}

/**
 * (x, ξ, B, s, t, ε, n): x ← Retr(x + sPσξ + tb(x)), the retraction by Gauss–Newton steps until one is shorter than
 * ε(1 + ‖x‖), n at most. Returns how many pairs of paths have not settled by then.
 */
export function limitStep(begin: Begin, drift: Program, diffuse: Program, retractStep: Program): FunctionBuilder {
  const built = new FunctionBuilder(["i32", "i32", "i32", "f64", "f64", "f64", "i32"], "i32");
  const [x, xi, paths, diffusionStep, driftStep] = built.args as FiveLocals;
  const [tolerance, most] = built.args.slice(5) as [Local, Local];
  const pair = begin(built, [drift, diffuse, retractStep]);
  const [s, t, epsilon] = [diffusionStep, driftStep, tolerance].map(({ get }) => built.let(PAIR.type, splat(get)));
  const one = built.let(PAIR.type, splat(f64(1)));
  const unsettled = built.local("i32");
  const moving = built.local(PAIR.type);
  const left = built.local("i32");
  const D = lengthOf(drift, 0);
  const state = Array.from({ length: D }, () => built.local(PAIR.type));
  const point = state.map(({ get }) => get);
  overPairs(built, paths, ({ load, store }) => {
    load(x, D).forEach((value, a) => {
      built.push(state[a]!.set(value));
    });
    const slope = pair.inline(drift, point);
    const kick = pair.inline(diffuse, point, load(xi, lengthOf(diffuse, 1)));
    for (let a = 0; a < D; a++) built.push(state[a]!.set(add(point[a]!, add(mul(s!, kick[a]!), mul(t!, slope[a]!)))));
    built.push(moving.set(EVERY_BIT), left.set(most.get));
    const newton = built.block(() => {
      const next = pair.inline(retractStep, point);
      const distance = sqrt(
        squares(
          built,
          next.map((value, a) => sub(value, point[a]!)),
        ),
      );
      const moved = built.let(PAIR.type, distance);
      // A path that has settled stays where it is.
      for (let a = 0; a < D; a++) built.push(state[a]!.set(select(moving.get, next[a]!, point[a]!)));
      const settled = le(moved, mul(epsilon!, add(one, sqrt(squares(built, point)))));
      built.push(moving.set(bits.and(moving.get, bits.xor(settled, EVERY_BIT))));
      built.push(left.set(op("i32.sub", left.get, i32(1))));
    });
    built.push(whileLoop(op("i32.and", any(moving.get), op("i32.gt_s", left.get, i32(0))), newton));
    built.push(unsettled.set(op("i32.add", unsettled.get, any(moving.get))));
    store(x, point);
  });
  built.push(unsettled.get);
  return built;
}

type FiveLocals = readonly [Local, Local, Local, Local, Local];

/** Entries of an input of the kernel. */
const lengthOf = ({ kernel }: Program, input: number): number => kernel.inputs[input]!.elements.length;

/** Σ vᵢ², added up from the first. */
const squares = (built: FunctionBuilder, values: Vector): Code =>
  values
    .map((value) => {
      const v = built.let(PAIR.type, value);
      return mul(v, v);
    })
    .reduce(add);

interface Rows {
  /** The first entries of an array for the two paths. */
  readonly load: (array: Local, count: number) => Vector;
  readonly store: (array: Local, values: Vector) => void;
}

/** Runs what `body` writes for every two of B paths. */
function overPairs(built: FunctionBuilder, paths: Local, body: (rows: Rows) => void): void {
  const row = built.let("i32", op("i32.mul", paths.get, i32(BYTES)));
  const at = built.local("i32");
  const place = (array: Local, k: number): Code => {
    const first = op("i32.add", array.get, at.get);
    return k === 0 ? first : op("i32.add", first, op("i32.mul", row, i32(k)));
  };
  const round = built.block(() => {
    body({
      load: (array, count) => Array.from({ length: count }, (_, k) => built.let(PAIR.type, PAIR.load(place(array, k)))),
      store: (array, values) => {
        values.forEach((value, k) => {
          built.push(PAIR.store(place(array, k), value));
        });
      },
    });
    built.push(at.set(op("i32.add", at.get, i32(2 * BYTES))));
  });
  built.push(whileLoop(op("i32.lt_s", at.get, row), round));
}
