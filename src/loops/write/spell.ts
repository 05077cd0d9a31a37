/** Scalar expressions as TypeScript. */
import {
  type Element,
  type Expr,
  type FunctionName,
  type IndexVariable,
  type Kind,
  type Rational,
  multiply,
  num,
  rationalNumber,
  rationals,
  splitCoefficient,
} from "../../expr/index.js";
import { fraction, readingOrder } from "../../expr/fraction.js";

/** How the things that a scope names are called. */
export interface Names {
  readonly element: (e: Element, position: string | undefined) => string;
  readonly index: (i: IndexVariable) => string;
  readonly size: (name: string) => string;
}

/** What loop bodies may call besides Math. */
export const RUNTIME_FUNCTIONS: readonly FunctionName[] = ["sigmoid", "softplus", "erf", "logsumexp"];

/** How tightly an expression binds: anything looser than its place asks for goes in parentheses. */
const [CHOICE, RELATION, SUM, PRODUCT, ATOM] = [0, 1, 2, 3, 4];
type Phrase = readonly [text: string, binding: number];

/** `isPosition`: a whole number, of which entries of arrays may be parts; as an integer it costs no check at each use. */
export function spell(root: Expr, names: Names, isPosition = false): string {
  const at = (e: Expr, binding: number): string => {
    const [text, own] = (PHRASES[e.kind] as (e: Expr) => Phrase)(e);
    return own < binding ? `(${text})` : text;
  };
  const choice = (condition: string, then: string, otherwise: string): Phrase => [
    `${condition} ? ${then} : ${otherwise}`,
    CHOICE,
  ];
  const quotient = (e: Expr): Phrase => {
    const { negative, numerator, denominator, above, below } = fraction(e);
    const [top, bottom] = [above.map((factor) => at(factor, ATOM)), below.map((factor) => at(factor, ATOM))];
    if (denominator !== 1n || numerator !== 1n || top.length === 0)
      top.unshift(literal(rationals.rational(numerator, denominator)));
    const under = bottom.length === 1 ? bottom[0]! : `(${bottom.join(" * ")})`;
    const text = `${negative ? "-" : ""}${top.join(" * ")}${bottom.length === 0 ? "" : ` / ${under}`}`;
    return [text, negative ? SUM : top.length + bottom.length === 1 ? ATOM : PRODUCT];
  };
  const PHRASES: { readonly [K in Kind]: (e: Extract<Expr, { kind: K }>) => Phrase } = {
    num: ({ value }) =>
      rationals.signQ(value) < 0 ? [`-${literal(rationals.negQ(value))}`, SUM] : [literal(value), ATOM],
    pi: () => ["Math.PI", ATOM],
    size: ({ name }) => [names.size(name), ATOM],
    index: (i) => [names.index(i), ATOM],
    element: (e) => {
      const text = names.element(e, e.indices[0] && spell(e.indices[0], names, true));
      return isPosition && e.indices.length > 0 ? [`${text} | 0`, CHOICE] : [text, ATOM];
    },
    add: (e) => {
      const terms = readingOrder(e).map((term): readonly [sign: string, text: string] => {
        const [coefficient, rest] = splitCoefficient(term);
        const negative = rationals.signQ(coefficient) < 0;
        return [negative ? "-" : "+", at(negative ? scaled(coefficient, rest) : term, PRODUCT)];
      });
      const [[sign, first], ...others] = terms as [(typeof terms)[number], ...typeof terms];
      return [`${sign === "-" ? "-" : ""}${first}${others.map(([s, text]) => ` ${s} ${text}`).join("")}`, SUM];
    },
    mul: quotient,
    pow: (e) => {
      const n =
        e.exponent.kind === "num" && e.exponent.value.denominator === 1n ? Number(e.exponent.value.numerator) : NaN;
      if (n < 0) return quotient(e);
      if (n <= 4) return [Array.from({ length: n }, () => at(e.base, ATOM)).join(" * "), PRODUCT];
      if (e.exponent === num(1, 2)) return [`Math.sqrt(${at(e.base, CHOICE)})`, ATOM];
      return [`Math.pow(${at(e.base, CHOICE)}, ${at(e.exponent, CHOICE)})`, ATOM];
    },
    call: ({ name, args }) => {
      const list = args.map((arg) => at(arg, CHOICE)).join(", ");
      if (name === "logsumexp") return [`logsumexp([${list}])`, ATOM];
      return [`${RUNTIME_FUNCTIONS.includes(name) ? "" : "Math."}${name}(${list})`, ATOM];
    },
    sum: () => {
      throw new Error("internal: a sum inside a loop body");
    },
    delta: ({ left, right }) => choice(`${at(left, SUM)} === ${at(right, SUM)}`, "1", "0"),
    piecewise: ({ relation, left, right, then, otherwise }) =>
      choice(
        `${at(left, SUM)} ${relation === "==" ? "===" : relation} ${at(right, SUM)}`,
        at(then, RELATION),
        at(otherwise, CHOICE),
      ),
  };
  return at(root, CHOICE);
}

const scaled = (coefficient: Rational, rest: Expr): Expr => multiply(rationalNumber(rationals.negQ(coefficient)), rest);

/** The shortest decimal where that is exact, a quotient otherwise: 0.5, but (1 / 3). */
function literal(value: Rational): string {
  const double = String(rationals.toNumber(value));
  const exact = rationals.equalQ(rationals.parseRational(double), value);
  const isShort = [value.numerator, value.denominator].every((part) => Number.isSafeInteger(Number(part)));
  return exact || !isShort ? double : `(${String(value.numerator)} / ${String(value.denominator)})`;
}
