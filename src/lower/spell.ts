/** Writes a value out as an infix expression. A target says how names, literals, calls and relations look. */
import type { Element, Relation } from "../expr/index.js";
import { type Rational, formatQ, isOneQ, isZeroQ, negQ, parseRational, signQ, toNumber } from "../expr/rational.js";
import { type Factor, type Operation, type Product, type Sum, type Term, type Value, absQ } from "./value.js";

export interface Spelling {
  /** The name of a value that has one. */
  readonly name: (value: Value) => string | undefined;
  /** How an entry of an array is read. */
  readonly read: (element: Element) => string;
  readonly call: (operation: Operation, args: readonly string[]) => string;
  readonly relation: Record<Relation, string>;
  readonly pi: string;
}

/** How tightly an expression binds: anything looser than its place asks for goes in parentheses. */
const [CHOICE, SUM, PRODUCT, ATOM] = [0, 1, 2, 3];
type Phrase = readonly [text: string, binding: number];

/** The name of a value or, if it has none, its definition. */
export const spell = (value: Value, spelling: Spelling): string => spelling.name(value) ?? define(value, spelling);

/** What stands on the right of a value's name. */
export function define(root: Value, spelling: Spelling): string {
  const place = (value: Value, binding: number): string => spelling.name(value) ?? parenthesise(phrase(value), binding);
  const phrase = (value: Value): Phrase => {
    switch (value.kind) {
      case "leaf":
        return [spelling.read(value.element), ATOM];
      case "constant":
        return literal(value.value);
      case "pi":
        return [spelling.pi, ATOM];
      case "sum":
        return [sum(value), SUM];
      case "product":
        return [product(value), PRODUCT];
      case "call":
        return [
          spelling.call(
            value.operation,
            value.args.map((arg) => place(arg, CHOICE)),
          ),
          ATOM,
        ];
      case "select": {
        const [left, right] = [place(value.left, SUM), place(value.right, SUM)];
        const condition = `${left} ${spelling.relation[value.relation]} ${right}`;
        return [`${condition} ? ${place(value.then, SUM)} : ${place(value.otherwise, SUM)}`, CHOICE];
      }
    }
  };
  /** Positive terms first: b - a, not -a + b. */
  const sum = ({ constant, terms }: Sum): string => {
    const signed: (readonly [negative: boolean, text: string])[] = terms.map((term) => [
      signQ(term[0]) < 0,
      weighted(term),
    ]);
    if (!isZeroQ(constant)) signed.push([signQ(constant) < 0, parenthesise(literal(absQ(constant)), PRODUCT)]);
    const [first, ...rest] = [...signed.filter(([negative]) => !negative), ...signed.filter(([negative]) => negative)];
    const tail = rest.map(([negative, text]) => ` ${negative ? "-" : "+"} ${text}`);
    return `${first![0] ? "-" : ""}${first![1]}${tail.join("")}`;
  };
  const weighted = ([weight, value]: Term): string => {
    const size = absQ(weight);
    if (isOneQ(size)) return place(value, PRODUCT);
    const factor = parenthesise(literal(size), ATOM);
    if (value.kind === "product" && spelling.name(value) === undefined) return product(value, [factor]);
    return `${factor} * ${place(value, ATOM)}`;
  };
  const product = ({ factors }: Product, before: readonly string[] = []): string => {
    const repeat = ([base, n]: Factor): readonly string[] =>
      Array.from({ length: Math.abs(n) }, () => place(base, ATOM));
    const above = [...before, ...factors.filter(([, n]) => n > 0).flatMap(repeat)];
    const below = factors.filter(([, n]) => n < 0).flatMap(repeat);
    const numerator = above.join(" * ") || "1";
    if (below.length === 0) return numerator;
    return `${numerator} / ${below.length === 1 ? below[0]! : `(${below.join(" * ")})`}`;
  };
  return phrase(root)[0];
}

const parenthesise = ([text, binding]: Phrase, least: number): string => (binding < least ? `(${text})` : text);

/** The shortest decimal where that is exact, a quotient otherwise: 0.5, but 1 / 3. */
function literal(value: Rational): Phrase {
  if (signQ(value) < 0) {
    const [text] = literal(negQ(value));
    return [`-${text}`, SUM];
  }
  const double = String(toNumber(value));
  const [n, d] = [Number(value.numerator), Number(value.denominator)];
  const isShort = Number.isSafeInteger(n) && Number.isSafeInteger(d);
  if (!isShort || formatQ(parseRational(double)) === formatQ(value)) return [double, ATOM];
  return [`${n} / ${d}`, PRODUCT];
}
