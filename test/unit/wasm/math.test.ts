// The functions against decimal.js with 60 digits: errors in units in the last place, over the range and at its ends.
import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { webAssembly } from "../../../src/runtime/simd/webassembly.js";
import { fillUniform, sigmoid, softplus } from "../../../src/runtime/index.js";
import {
  FORMULAS,
  FunctionBuilder,
  HOST,
  MathLibrary,
  ModuleBuilder,
  PAIR,
  SCALAR,
  call,
  i32,
} from "../../../src/wasm/index.js";

const Exact = Decimal.clone({ precision: 60, minE: -9e15, maxE: 9e15 });
type Exactly = (x: Decimal) => Decimal;
const one = new Exact(1);
const EXACT: Readonly<Record<string, Exactly>> = {
  exp: (x) => x.exp(),
  expm1: (x) => (x.abs().lt(1e-9) ? x.plus(x.times(x).div(2)).plus(x.pow(3).div(6)) : x.exp().minus(1)),
  log: (x) => x.ln(),
  log1p: (x) => (x.abs().lt(1e-12) ? x.minus(x.times(x).div(2)).plus(x.pow(3).div(3)) : x.plus(1).ln()),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  sinh: (x) => (x.abs().lt(1e-9) ? x.plus(x.pow(3).div(6)) : x.sinh()),
  cosh: (x) => x.cosh(),
  tanh: (x) => (x.abs().lt(1e-9) ? x.minus(x.pow(3).div(3)) : x.tanh()),
  sigmoid: (x) => one.div(one.plus(x.neg().exp())),
  softplus: (x) => (x.lt(-60) ? x.exp() : x.exp().plus(1).ln()),
};
/** Where each function is looked at: arguments of every size, and those in between. */
const RANGE: Readonly<Record<string, readonly [low: number, high: number]>> = {
  exp: [-746, 710],
  expm1: [-60, 710],
  log: [0, 1e6],
  log1p: [-1, 1e3],
  sin: [-1e6, 1e6],
  cos: [-1e6, 1e6],
  sinh: [-711, 711],
  cosh: [-711, 711],
  tanh: [-25, 25],
  sigmoid: [-745, 50],
  softplus: [-745, 100],
};
const NAMES = Object.keys(FORMULAS);

type Evaluate = (name: string, x: number, neighbour: number) => number;

/** All functions in one module: name(x), and name2 on x and a neighbour, in either order. */
function instance(): { readonly scalar: Evaluate; readonly low: Evaluate; readonly high: Evaluate } {
  const module = new ModuleBuilder();
  module.importMemory(HOST, "memory");
  const library = new MathLibrary(module);
  for (const name of NAMES) {
    const one = new FunctionBuilder(["f64"], "f64");
    one.push(call(library.get(name, SCALAR), one.args[0]!.get));
    module.add(one, name);
    const two = new FunctionBuilder([]);
    two.push(PAIR.store(i32(16), call(library.get(name, PAIR), PAIR.load(i32(0)))));
    module.add(two, `${name}2`);
  }
  const memory = new webAssembly!.Memory({ initial: 1 });
  const numbers = new Float64Array(memory.buffer);
  const made = new webAssembly!.Instance(new webAssembly!.Module(module.encode()), {
    [HOST]: { memory, sin: Math.sin, cos: Math.cos },
  });
  const functions = made.exports as Readonly<Record<string, (x?: number) => number>>;
  const inLane = (at: 0 | 1) => (name: string, x: number, neighbour: number) => {
    numbers[at] = x;
    numbers[1 - at] = neighbour;
    functions[`${name}2`]!();
    return numbers[2 + at]!;
  };
  return { scalar: (name, x) => functions[name]!(x), low: inLane(0), high: inLane(1) };
}

const evaluate = instance();

/** A double as it is, not as the shortest decimal that reads as it. */
function exactly(x: number): Decimal {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x) || 1)), -1022) - 52;
  // In two steps: 2^1074 is no double.
  const integer = x * 2 ** -Math.ceil(exponent / 2) * 2 ** -Math.floor(exponent / 2);
  return new Exact(integer).times(new Exact(2).pow(exponent));
}

/** The distance to the exact value in units of the last place of the exact value's double. */
function ulps(value: number, exact: Decimal): number {
  const nearest = exact.toNumber();
  if (!Number.isFinite(nearest)) return Object.is(value, nearest) ? 0 : Infinity;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(nearest) || Number.MIN_VALUE)), -1022);
  if (!Number.isFinite(value)) return Infinity;
  return new Exact(value)
    .minus(exact)
    .abs()
    .div(new Exact(2).pow(exponent - 52))
    .toNumber();
}

function argumentsOf(name: string): number[] {
  const [low, high] = RANGE[name]!;
  const u = new Float64Array(400);
  fillUniform(5, 0, 0, u, u.length);
  const inside = Array.from(u, (t) => low + (high - low) * t);
  const ofEverySize = Array.from(u, (t, i) => {
    const x = 2 ** (-60 + 80 * t);
    return i % 2 === 0 ? x : -x;
  });
  const unit = Array.from(u, (t) => 4 * t - 2);
  return [...inside, ...ofEverySize, ...unit].filter((x) => x >= low && x <= high);
}

const SPECIAL = [
  0,
  -0,
  Infinity,
  -Infinity,
  NaN,
  5e-324,
  -5e-324,
  2 ** -1022,
  -(2 ** -1022),
  1e-300,
  1,
  -1,
  710,
  745,
  1e308,
  -1e308,
];
const HOSTS: Readonly<Record<string, (x: number) => number>> = { sigmoid, softplus };
const host = (name: string): ((x: number) => number) =>
  HOSTS[name] ?? (Math as unknown as Record<string, (x: number) => number>)[name]!;

describe.each(NAMES)("%s", (name) => {
  it("is within 2 units in the last place, in each lane whatever the other holds", () => {
    let worst = { error: 0, x: NaN };
    for (const x of argumentsOf(name)) {
      const value = evaluate.scalar(name, x, 0);
      expect(evaluate.low(name, x, 1e7), `low lane at ${x}`).toBe(value);
      expect(evaluate.high(name, x, NaN), `high lane at ${x}`).toBe(value);
      const error = ulps(value, EXACT[name]!(exactly(x)));
      if (!(error <= worst.error)) worst = { error, x };
    }
    expect(worst.error, `at ${worst.x}`).toBeLessThan(2);
  });

  it("has the host's values at 0, the ends of the range, and for no number", () => {
    for (const x of SPECIAL) {
      const [value, expected] = [evaluate.scalar(name, x, 0), host(name)(x)];
      if (Number.isFinite(expected) && expected !== 0)
        expect(Math.abs(value - expected), `at ${x}`).toBeLessThanOrEqual(4e-16 * Math.abs(expected));
      else expect(value, `at ${x}`).toBe(expected);
      expect(evaluate.low(name, x, 1), `low lane at ${x}`).toBe(value);
    }
  });
});
