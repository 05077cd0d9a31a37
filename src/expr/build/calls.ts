/** Applied functions. */
import { FUNCTIONS, type FunctionName } from "../functions.js";
import { type Expr, intern } from "../node.js";
import { MINUS_ONE, isIntegerQ, signQ } from "../rational.js";
import { exactTrigonometry } from "../trigonometry.js";
import { num, one, rationalNumber } from "./atoms.js";
import { divide, multiply, sqrt } from "./products.js";
import { add, negate, scaleSum, splitCoefficient } from "./sums.js";

/** f(g(x)) that undo each other where g(x) is defined; sigmoid(log x) is the probability of the odds x. */
const COMPOSITIONS: Partial<Record<FunctionName, Partial<Record<FunctionName, (x: Expr) => Expr>>>> = {
  exp: { log: (x) => x, log1p: (x) => add(one, x) },
  expm1: { log1p: (x) => x },
  log: { exp: (x) => x },
  log1p: { expm1: (x) => x },
  sinh: { asinh: (x) => x },
  tanh: { atanh: (x) => x },
  tan: { atan: (x) => x },
  sigmoid: { log: (x) => divide(x, add(one, x)) },
};

/** f(args): folds exact values and brings odd and even functions to arguments with a positive first coefficient. */
export function call(name: FunctionName, ...args: readonly Expr[]): Expr {
  const facts = FUNCTIONS[name];
  if (facts.arity >= 0 && args.length !== facts.arity)
    throw new Error(`internal: ${name} takes ${String(facts.arity)}`);
  if (name === "logsumexp" && args.length === 1) return args[0]!;
  const [first] = args;
  if (args.length === 1 && first !== undefined) {
    if (first.kind === "num") {
      const exact = isIntegerQ(first.value) ? facts.exact?.[first.value.numerator.toString()] : undefined;
      if (exact !== undefined) return num(exact);
    }
    const surd = exactTrigonometry(name, first);
    if (surd !== undefined) return multiply(rationalNumber(surd.coefficient), sqrt(num(surd.radicand)));
    const composed = first.kind === "call" ? COMPOSITIONS[name]?.[first.name]?.(first.args[0]!) : undefined;
    if (composed !== undefined) return composed;
    if (facts.parity && leadingSign(first) < 0) {
      const positive = call(name, first.kind === "add" ? scaleSum(MINUS_ONE, first) : negate(first));
      return facts.parity === "odd" ? negate(positive) : positive;
    }
  }
  return intern({ kind: "call", name, args });
}

function leadingSign(e: Expr): number {
  if (e.kind === "num") return signQ(e.value);
  if (e.kind === "mul") return signQ(e.coefficient);
  if (e.kind === "add") return signQ(splitCoefficient(e.terms[0]!)[0]);
  return 1;
}
