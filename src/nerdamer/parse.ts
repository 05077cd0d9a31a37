/** A formula in ordinary notation, read by operator precedence: -x^2 is -(x^2), 2^3^2 is 2^9, x/2y is an error. */
import {
  FUNCTIONS,
  FUNCTION_NAMES,
  type Expr,
  type FunctionName,
  abs,
  add,
  call,
  divide,
  maximum,
  minimum,
  multiply,
  negate,
  num,
  pi,
  power,
  rationalNumber,
  rationals,
  sign,
  sqrt,
  subtract,
} from "../expr/index.js";
import { FormulaError, type Token, tokens } from "./tokens.js";

/** What a name stands for; undefined when it is unknown. */
export type Vocabulary = (name: string) => Expr | undefined;

const e = call("exp", num(1));
const CONSTANTS: Readonly<Record<string, Expr>> = { pi, PI: pi, e, E: e };

const exponential = (x: Expr): Expr => call("exp", x);
const reciprocal = (name: FunctionName) => (x: Expr) => power(call(name, x), num(-1));

interface Meaning {
  readonly arity: number;
  readonly apply: (...args: Expr[]) => Expr;
}
const MEANINGS = new Map<string, Meaning>([
  ...FUNCTION_NAMES.map((name): [string, Meaning] => [
    name,
    { arity: FUNCTIONS[name].arity, apply: (...args) => call(name, ...args) },
  ]),
  ["sqrt", { arity: 1, apply: sqrt }],
  ["ln", { arity: 1, apply: (x) => call("log", x) }],
  ["abs", { arity: 1, apply: abs }],
  ["sign", { arity: 1, apply: sign }],
  ["min", { arity: 2, apply: minimum }],
  ["max", { arity: 2, apply: maximum }],
  ["pow", { arity: 2, apply: (x, y) => raise(x, y) }],
  ["sec", { arity: 1, apply: reciprocal("cos") }],
  ["csc", { arity: 1, apply: reciprocal("sin") }],
  ["cot", { arity: 1, apply: reciprocal("tan") }],
  ["sech", { arity: 1, apply: reciprocal("cosh") }],
  ["csch", { arity: 1, apply: reciprocal("sinh") }],
  ["coth", { arity: 1, apply: reciprocal("tanh") }],
]);

const raise = (base: Expr, exponent: Expr): Expr => (base === e ? exponential(exponent) : power(base, exponent));

interface Operator {
  /** Operators that bind tighter take their operands first. */
  readonly binds: number;
  readonly rightFirst?: boolean;
  readonly apply: (a: Expr, b: Expr) => Expr;
}
const OPERATORS = new Map<string, Operator>([
  ["+", { binds: 1, apply: (a, b) => add(a, b) }],
  ["-", { binds: 1, apply: subtract }],
  ["*", { binds: 2, apply: (a, b) => multiply(a, b) }],
  ["/", { binds: 2, apply: divide }],
  ["^", { binds: 4, rightFirst: true, apply: raise }],
]);
/** A sign binds tighter than a product, looser than a power. */
const SIGN = 3;

/** Throws FormulaError with the place of the fault. */
export function parse(text: string, vocabulary: Vocabulary): Expr {
  const list = tokens(text);
  let position = 0;
  const peek = (): Token => list[position]!;
  const next = (): Token => list[position++]!;
  const is = (operator: string): boolean => peek().kind === "operator" && peek().text === operator;

  const expected = (what: string): never => {
    const { kind, text: found, start } = peek();
    const instead = kind === "end" ? "the end" : `\`${found}\``;
    throw new FormulaError("syntax", `${what} is expected here, not ${instead}`, start, Math.max(1, found.length));
  };
  const close = (): Token => (is(")") ? next() : expected("`)`"));

  const sum = (least: number): Expr => {
    let left = operand();
    for (;;) {
      const operator = peek().kind === "operator" ? OPERATORS.get(peek().text) : undefined;
      if (!operator || operator.binds < least) return left;
      next();
      left = operator.apply(left, sum(operator.rightFirst ? operator.binds : operator.binds + 1));
    }
  };

  const operand = (): Expr => {
    const token = peek();
    if (is("-") || is("+")) {
      next();
      const value = sum(SIGN);
      return token.text === "-" ? negate(value) : value;
    }
    if (is("(")) {
      next();
      const inside = sum(0);
      close();
      return inside;
    }
    if (token.kind === "number") return rationalNumber(rationals.parseRational(next().text));
    if (token.kind === "name") return named(next());
    return expected("a number, a name or `(`");
  };

  const named = (token: Token): Expr => {
    if (is("(")) return application(token);
    const value = vocabulary(token.text) ?? CONSTANTS[token.text];
    if (value !== undefined) return value;
    throw new FormulaError("name", token.text, token.start, token.text.length);
  };

  const application = (token: Token): Expr => {
    const meaning = MEANINGS.get(token.text);
    if (!meaning) throw new FormulaError("name", token.text, token.start, token.text.length);
    next();
    const args = [sum(0)];
    while (is(",")) {
      next();
      args.push(sum(0));
    }
    const { start } = close();
    if (meaning.arity >= 0 && args.length !== meaning.arity) {
      const message = `${token.text} takes ${String(meaning.arity)} arguments and is given ${String(args.length)}`;
      throw new FormulaError("syntax", message, token.start, start + 1 - token.start);
    }
    return meaning.apply(...args);
  };

  const whole = sum(0);
  return peek().kind === "end" ? whole : expected("an operator");
}
