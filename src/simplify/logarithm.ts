/** Products in logarithms, as far as signs are known: log(r exp(t)) = t + log(r), log(4) = 2 log(2). */
import {
  type Expr,
  add,
  call,
  divide,
  multiply,
  num,
  one,
  power,
  rationalNumber,
  splitCoefficient,
  splitPower,
} from "../expr/index.js";

const PRIMES = [2n, 3n, 5n, 7n, 11n, 13n];

/** log(e) as a sum, when e has a factor exp(t) or is a number with small prime factors; undefined when it stays. */
export function separateLogarithm(e: Expr): Expr | undefined {
  if (e.kind === "num" && e.value.numerator > 0n) return logarithmOfNumber(e);
  for (const factor of e.kind === "mul" ? e.factors : [e]) {
    const [base, n] = splitPower(factor);
    if (base.kind === "call" && base.name === "exp")
      return add(multiply(n, base.args[0]!), call("log", divide(e, factor)));
  }
  return undefined;
}

function logarithmOfNumber(e: Extract<Expr, { kind: "num" }>): Expr | undefined {
  let { numerator, denominator } = e.value;
  const terms: Expr[] = [];
  for (const prime of PRIMES) {
    let exponent = 0;
    for (; numerator % prime === 0n; numerator /= prime) exponent++;
    for (; denominator % prime === 0n; denominator /= prime) exponent--;
    if (exponent !== 0) terms.push(multiply(num(exponent), call("log", num(prime))));
  }
  if (denominator !== 1n) terms.push(multiply(num(-1), call("log", num(denominator))));
  if (numerator !== 1n) terms.push(call("log", num(numerator)));
  const sum = add(...terms);
  return sum === call("log", e) ? undefined : sum;
}

/** t + n log(x) + … = t + log(x^n …) for integers n. Right where all arguments are positive, as they have to be. */
export function joinLogarithms(e: Expr): Expr | undefined {
  if (e.kind !== "add") return undefined;
  const inside: Expr[] = [];
  const outside: Expr[] = [rationalNumber(e.constant)];
  for (const term of e.terms) {
    const [coefficient, rest] = splitCoefficient(term);
    if (rest.kind === "call" && rest.name === "log" && coefficient.denominator === 1n)
      inside.push(power(rest.args[0]!, rationalNumber(coefficient)));
    else outside.push(term);
  }
  return inside.length < 2 ? undefined : add(...outside, call("log", multiply(one, ...inside)));
}
