/** The functions of gen-sde: one row per name of src/language. */
import type { Node } from "ts-morph";
import {
  type Expr,
  type Size,
  add,
  call,
  divide,
  maximum,
  multiply,
  size,
  splitSize,
  subtract,
  zero,
} from "../../expr/index.js";
import { asArray, asScalar, checkSameLength, countUp, elementAt, mapArray, tabulate } from "../values/arrays.js";
import { type LibraryFunction, argumentOf, smooth, withPieces } from "./numeric.js";
import type { Reader } from "../reader.js";
import { sumOver } from "../syntax/split-range.js";
import { type Family, type List, type Value, lengthOf, scalar } from "../values/values.js";

/** What is reduced by `sum(xs)`, `sum(xs, (x, i) => …)` and `sum(count, (i) => …)`. */
function termsOf([first, term]: readonly Value[], site: Node, reader: Reader): List | Family {
  const [over, where] = [first!, argumentOf(site, 0)];
  if (over.kind === "scalar") {
    if (!term) return reader.faults.fail(where, "notAnArray", { found: "a number" });
    return countUp(over, where, reader, (i) => reader.callback(term, [i], site));
  }
  const array = asArray(over, where, reader);
  return term ? mapArray(array, site, reader, (x, i) => reader.callback(term, [x, i], site)) : array;
}

/** A mean over n - c needs n > c. */
function requireTerms(length: Size, reader: Reader): void {
  if (typeof length === "number") return;
  const [name, less] = splitSize(length);
  if (less > 1) reader.requireSize(name, less + 1);
}

function total(terms: List | Family, site: Node, reader: Reader): Expr {
  if (terms.kind === "family") return sumOver(terms.variable, asScalar(terms.item, site, reader), site, reader);
  return add(...terms.cell.contents.map((term) => asScalar(term, site, reader)));
}

function numbersOf(name: string, terms: List | Family, site: Node, reader: Reader): Expr[] {
  if (terms.kind === "list") return terms.cell.contents.map((term) => asScalar(term, site, reader));
  return reader.faults.fail(site, "namedSizeNeedsSum", { name, size: String(terms.variable.size) });
}

function logarithmOfSum(xs: List | Family, site: Node, reader: Reader): Expr {
  if (xs.kind === "list") return call("logsumexp", ...numbersOf("logsumexp", xs, site, reader));
  return call("log", sumOver(xs.variable, call("exp", asScalar(xs.item, site, reader)), site, reader));
}

type Factor = List | Family;

function inner(name: string, a: Value, b: Value, site: Node, reader: Reader): Expr {
  const [left, right] = [a, b].map((value, k) => asArray(value, argumentOf(site, k), reader)) as [Factor, Factor];
  checkSameLength(name, left, right, site, reader);
  const product = (i: Value): Expr =>
    multiply(...[left, right].map((array) => asScalar(elementAt(array, i, site, reader), site, reader)));
  return total(
    tabulate(lengthOf(left), site, reader, (i) => scalar(product(i))),
    site,
    reader,
  );
}

export const LIBRARY: Readonly<Record<string, LibraryFunction>> = {
  sum: { arity: [1, 2], apply: (args, site, reader) => scalar(total(termsOf(args, site, reader), site, reader)) },
  mean: {
    arity: [1, 2],
    apply: (args, site, reader) => {
      const terms = termsOf(args, site, reader);
      const count = size(lengthOf(terms));
      if (count === zero) return reader.faults.fail(site, "divisionByZero");
      requireTerms(lengthOf(terms), reader);
      return scalar(divide(total(terms, site, reader), count));
    },
  },
  prod: {
    arity: [1, 2],
    apply: (args, site, reader) => scalar(multiply(...numbersOf("prod", termsOf(args, site, reader), site, reader))),
  },
  dot: { arity: [2, 2], apply: ([a, b], site, reader) => scalar(inner("dot", a!, b!, site, reader)) },
  matvec: {
    arity: [2, 2],
    apply: ([A, x], site, reader) =>
      mapArray(asArray(A!, site, reader), site, reader, (row) => scalar(inner("matvec", row, x!, site, reader))),
  },
  norm2: { arity: [1, 1], apply: ([x], site, reader) => scalar(inner("norm2", x!, x!, site, reader)) },
  range: { arity: [1, 1], apply: ([count], site, reader) => countUp(count!, site, reader, (i) => i) },
  logsumexp: {
    arity: [1, 1],
    apply: ([xs], site, reader) => scalar(logarithmOfSum(asArray(xs!, site, reader), site, reader)),
  },
  softmax: {
    arity: [1, 1],
    apply: ([xs], site, reader) => {
      const array = asArray(xs!, site, reader);
      const total = logarithmOfSum(array, site, reader);
      return mapArray(array, site, reader, (x) => scalar(call("exp", subtract(asScalar(x, site, reader), total))));
    },
  },
  sigmoid: smooth("sigmoid"),
  softplus: smooth("softplus"),
  erf: smooth("erf"),
  relu: withPieces([1, 1], ([x]) => maximum(x!, zero)),
};
