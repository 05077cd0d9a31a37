/** Formulas given as text: read here, and by nerdamer independently; both readings must have the same values. */
import { DiagnosticError, type Span, diagnostic } from "../diagnostics/index.js";
import {
  DivisionByZero,
  type Element,
  type Expr,
  PreciseNumber,
  evaluatePrecisely,
  rationals,
  symbol,
} from "../expr/index.js";
import { ask } from "./load.js";
import { Names } from "./names.js";
import { parse } from "./parse.js";
import { FormulaError, tokens } from "./tokens.js";

/** The functions that nerdamer reads as we do; a formula with others has one reading only. */
const COMMON = new Set([
  "exp",
  "log",
  "sqrt",
  "abs",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "erf",
  "e",
  "pi",
]);

/** The loss that a formula in these parameters means. Throws DiagnosticError with the place of what is wrong. */
export const parseMath = (text: string, params: readonly string[]): Expr =>
  parseFormula(text, new Map(params.map((name) => [name, symbol(name)])), "--expr");

/** What a formula in these names means; `origin` is where messages say it stands. Throws DiagnosticError. */
export function parseFormula(text: string, names: ReadonlyMap<string, Element>, origin: string): Expr {
  const at = placesIn(text, origin);
  const e = report(at, names, () => parse(text, (name) => names.get(name)));
  const theirs = secondReading(text, names);
  const difference = theirs && disagreement(e, theirs, [...names.values()]);
  if (difference) throw new DiagnosticError([diagnostic("formulaReadings", at(), { problem: difference })]);
  return e;
}

/** Places in a formula; the whole of it unless told. */
const placesIn =
  (source: string, file: string) =>
  (start = 0, length = source.length): Span => {
    const before = source.slice(0, start).split("\n");
    return { file, source, start, length, line: before.length, column: before.at(-1)!.length + 1 };
  };

/** Turns faults into diagnostics. */
function report(at: ReturnType<typeof placesIn>, names: ReadonlyMap<string, Element>, read: () => Expr): Expr {
  try {
    return read();
  } catch (error) {
    if (error instanceof DivisionByZero) throw new DiagnosticError([diagnostic("divisionByZero", at())]);
    if (!(error instanceof FormulaError)) throw error;
    const { fault, message, start, length } = error;
    const span = at(start, length);
    throw new DiagnosticError([
      fault === "name"
        ? diagnostic("formulaName", span, { name: message, names: [...names.keys()].join(", ") })
        : diagnostic("formulaSyntax", span, { problem: message }),
    ]);
  }
}

/** nerdamer's reading of the same words, parameters renamed and decimals made exact; undefined where it has none. */
function secondReading(text: string, parameters: ReadonlyMap<string, Element>): Expr | undefined {
  const names = new Names();
  const words = tokens(text);
  if (words.some(({ kind, text: word }) => kind === "name" && !parameters.has(word) && !COMMON.has(word)))
    return undefined;
  const renamed = words.map(({ kind, text: word }) => {
    const parameter = parameters.get(word);
    if (parameter) return names.nameOf(parameter);
    return kind === "number" ? `(${rationals.formatQ(rationals.parseRational(word))})` : word;
  });
  return parse(ask(groupExponents(renamed).join("")), (name) => names.expression(name));
}

/** The same words with parentheses around exponents that have a sign: nerdamer takes x^-a*b for x^(-a*b). */
function groupExponents(words: readonly string[]): string[] {
  const sign = words.findIndex((word, i) => isSign(word) && words[i - 1] === "^");
  if (sign < 0) return [...words];
  const end = endOfOperand(words, sign);
  const exponent = groupExponents(words.slice(sign, end));
  return [...words.slice(0, sign), "(", ...exponent, ")", ...groupExponents(words.slice(end))];
}

const isSign = (word: string | undefined): boolean => word === "-" || word === "+";

/** Behind the operand that starts at a word: signs, a number, name, call or parenthesis, and powers of it. */
function endOfOperand(words: readonly string[], start: number): number {
  let end = start;
  while (isSign(words[end])) end++;
  if (words[end] !== "(") end++;
  if (words[end] === "(") {
    let depth = 0;
    do depth += words[end] === "(" ? 1 : words[end] === ")" ? -1 : 0;
    while (++end < words.length && depth > 0);
  }
  return words[end] === "^" ? endOfOperand(words, end + 1) : end;
}

const SAMPLES = 6;

/** Where two readings differ, in words. */
function disagreement(ours: Expr, theirs: Expr, parameters: readonly Element[]): string | undefined {
  for (let sample = 0; sample < SAMPLES; sample++) {
    const values = new Map(
      parameters.map((p, i) => [p, new PreciseNumber(((i + 1) * 37 + sample * 59) % 101).div(61)]),
    );
    const [a, b] = [ours, theirs].map((e) => evaluatePrecisely(e, (p) => values.get(p)!)) as [Value, Value];
    if (!a.isFinite() || a.minus(b).abs().lte(a.abs().plus(b.abs()).times("1e-25"))) continue;
    const at = parameters.map((p) => `${p.tensor.name} = ${values.get(p)!.toPrecision(5)}`).join(", ");
    return `two independent readings differ: at ${at} gen-sde finds ${a.toPrecision(8)}, nerdamer ${b.toPrecision(8)}`;
  }
  return undefined;
}
type Value = InstanceType<typeof PreciseNumber>;
