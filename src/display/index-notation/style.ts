/** The two ways to write a formula in index notation: text for the screen, LaTeX for the paper. */
import type { FunctionName, Relation } from "../../expr/index.js";
import { FUNCTION_TEX, texName } from "../../expr/tex.js";

export interface Style {
  readonly pi: string;
  readonly minus: string;
  /** Between the factors of a product. */
  readonly times: string;
  readonly subscripted: (name: string, subscripts: readonly string[]) => string;
  readonly sum: (index: string) => string;
  readonly group: (inside: string) => string;
  /** A number or a size over another, in front of a product. */
  readonly coefficient: (above: string, below: string) => string;
  readonly quotient: (above: string, below: string) => string;
  readonly power: (base: string, exponent: string) => string;
  readonly root: (inside: string) => string;
  readonly call: (name: FunctionName, args: readonly string[]) => string;
  /** ∂a/∂b and da/dt. */
  readonly slope: (above: string, below: string) => string;
  readonly rate: (of: string) => string;
  readonly delta: (left: string, right: string) => string;
  /** Iverson's bracket, in front of what counts there alone. */
  readonly where: (left: string, relation: Relation, right: string) => string;
  readonly cases: (left: string, relation: Relation, right: string, then: string, otherwise: string) => string;
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = { "2": "²", "3": "³", "-1": "⁻¹" };
const isLetter = (text: string): boolean => /^[\p{L}\d]′*$/u.test(text);
const isAtom = (text: string): boolean => /^[\p{L}\d_′²³]+$/u.test(text);
const below = (subscripts: readonly string[]): string =>
  subscripts.every(isLetter) ? subscripts.join("") : `{${subscripts.join(",")}}`;

const SIGNS: Record<Relation, string> = { "<": "<", "<=": "≤", "==": "=" };
const TEX_SIGNS: Record<Relation, string> = { "<": "<", "<=": "\\le", "==": "=" };

export const TEXT_STYLE: Style = {
  pi: "π",
  minus: "−",
  times: " ",
  subscripted: (name, subscripts) => (subscripts.length === 0 ? name : `${name}_${below(subscripts)}`),
  sum: (index) => `Σ_${index} `,
  group: (inside) => `(${inside})`,
  coefficient: (above, under) => `(${above}/${isAtom(under) ? under : `(${under})`})`,
  quotient: (above, under) => `${above}/${isAtom(under) ? under : `(${under})`}`,
  power: (base, exponent) => `${base}${SUPERSCRIPTS[exponent] ?? `^${isAtom(exponent) ? exponent : `(${exponent})`}`}`,
  root: (inside) => `√(${inside})`,
  call: (name, args) => `${name === "log" ? "ln" : name}(${args.join(", ")})`,
  slope: (above, under) => `∂${above}/∂${under}`,
  rate: (of) => `d${of}/dt`,
  delta: (left, right) => `δ_${below([left, right])}`,
  where: (left, relation, right) => `[${left} ${SIGNS[relation]} ${right}] `,
  cases: (left, relation, right, then, otherwise) =>
    `[${left} ${SIGNS[relation]} ${right}: ${then}; else ${otherwise}]`,
};

/** Greek letters that formulas use of their own accord. */
const IN_LATIN: Readonly<Record<string, string>> = { ν: "nu", κ: "kappa", ω: "omega" };
const latin = (name: string): string => name.replace(/^[νκω]/, (letter) => IN_LATIN[letter]!);

const texIndex = (index: string): string => index.replaceAll("′", "'");

export const TEX_STYLE: Style = {
  pi: "\\pi",
  minus: "-",
  times: " \\, ",
  subscripted: (name, subscripts) => texName(latin(name), subscripts.map(texIndex)),
  sum: (index) => `\\sum_{${texIndex(index)}} `,
  group: (inside) => `\\left(${inside}\\right)`,
  coefficient: (above, under) => `\\frac{${above}}{${under}}`,
  quotient: (above, under) => `\\frac{${above}}{${under}}`,
  power: (base, exponent) => `${base}^{${exponent}}`,
  root: (inside) => `\\sqrt{${inside}}`,
  call: (name, args) => `${FUNCTION_TEX[name]}\\left(${args.join(", ")}\\right)`,
  slope: (above, under) => `\\frac{\\partial ${above}}{\\partial ${under}}`,
  rate: (of) => `\\frac{d ${of}}{dt}`,
  delta: (left, right) => `\\delta_{${texIndex(left)},${texIndex(right)}}`,
  where: (left, relation, right) => `[${texIndex(left)} ${TEX_SIGNS[relation]} ${texIndex(right)}] \\, `,
  cases: (left, relation, right, then, otherwise) =>
    `\\begin{cases} ${then} & ${left} ${TEX_SIGNS[relation]} ${right} \\\\ ` +
    `${otherwise} & \\text{otherwise} \\end{cases}`,
};
