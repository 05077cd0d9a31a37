/** Scalar expressions as WebAssembly, in as many lanes as `lanes` has. The order of operations is that of the TypeScript. */
import { fraction, readingOrder } from "../../../expr/fraction.js";
import {
  type Element,
  type Expr,
  type IndexVariable,
  type Kind,
  type Rational,
  multiply,
  rationals,
  rationalNumber,
  splitCoefficient,
} from "../../../expr/index.js";
import { type Code, type Lanes, type MathLibrary, call, choose, logsumexp, op } from "../../../wasm/index.js";

/** How leaves are read, and where intermediate results go. */
export interface Reader {
  readonly lanes: Lanes;
  readonly constant: (x: number) => Code;
  readonly element: (e: Element) => Code;
  readonly size: (name: string) => Code;
  readonly index: (i: IndexVariable) => Code;
  /** A whole number, as an i32. */
  readonly position: (e: Expr) => Code;
  readonly let: (value: Code) => Code;
  readonly library: MathLibrary;
}

export function valueCode(root: Expr, reader: Reader): Code {
  const { lanes, constant, library, let: name } = reader;
  const { add, div, mul, neg, sub } = lanes;

  const sum = (e: Extract<Expr, { kind: "add" }>): Code => {
    const [first, ...rest] = readingOrder(e).map((term): readonly [negative: boolean, size: Code] => {
      const [coefficient, part] = splitCoefficient(term);
      const negative = rationals.signQ(coefficient) < 0;
      return [negative, at(negative ? negated(coefficient, part) : term)];
    });
    return rest.reduce(
      (total, [negative, size]) => (negative ? sub : add)(total, size),
      first![0] ? neg(first![1]) : first![1],
    );
  };
  const quotient = (e: Expr): Code => {
    const { negative, numerator, denominator, above, below } = fraction(e);
    const size = rationals.toNumber(rationals.rational(numerator, denominator));
    const top = [...(size === 1 && above.length > 0 ? [] : [constant(size)]), ...above.map(at)].reduce(mul);
    const value = below.length === 0 ? top : div(top, below.map(at).reduce(mul));
    return negative ? neg(value) : value;
  };
  /** xⁿ by squaring. */
  const power = (x: Code, n: number): Code => {
    if (n === 1) return x;
    const half = name(power(x, Math.floor(n / 2)));
    const square = mul(half, half);
    return n % 2 === 0 ? square : mul(square, x);
  };
  const pow = (e: Extract<Expr, { kind: "pow" }>): Code => {
    const exponent = e.exponent.kind === "num" ? e.exponent.value : undefined;
    if (exponent && rationals.signQ(exponent) < 0) return quotient(e);
    const [n, d] = exponent ? [Number(exponent.numerator), Number(exponent.denominator)] : [NaN, NaN];
    if (d === 1 && n <= 64) return power(name(at(e.base)), n);
    if (d === 2 && n === 1) return lanes.sqrt(at(e.base));
    return call(library.get("pow", lanes, 2), at(e.base), at(e.exponent));
  };
  const RELATIONS = { "<": lanes.lt, "<=": lanes.le, "==": lanes.eq };

  const RULES: { readonly [K in Kind]: (e: Extract<Expr, { kind: K }>) => Code } = {
    num: ({ value }) => constant(rationals.toNumber(value)),
    pi: () => constant(Math.PI),
    size: ({ name: size }) => reader.size(size),
    index: (i) => reader.index(i),
    element: (e) => reader.element(e),
    add: sum,
    mul: quotient,
    pow,
    call: ({ name: called, args }) => {
      if (called !== "logsumexp") return call(library.get(called, lanes, args.length), ...args.map(at));
      const values = args.map((arg) => name(at(arg)));
      return logsumexp(values, reader);
    },
    sum: () => {
      throw new Error("internal: a sum inside a loop body");
    },
    delta: ({ left, right }) =>
      choose(lanes.type, op("i32.eq", reader.position(left), reader.position(right)), constant(1), constant(0)),
    piecewise: ({ relation, left, right, then, otherwise }) =>
      lanes.select(RELATIONS[relation](at(left), at(right)), at(then), at(otherwise)),
  };
  const at = (e: Expr): Code => (RULES[e.kind] as (e: Expr) => Code)(e);
  return at(root);
}

const negated = (coefficient: Rational, rest: Expr): Expr =>
  multiply(rationalNumber(rationals.negQ(coefficient)), rest);
