/** Operations of a nest of loops as a polynomial in the sizes: additions, products, quotients, functions. */
import { type Expr, type Kind, add, children, multiply, num, one, size, zero } from "../../expr/index.js";
import type { Loop, Nest, Statement } from "../nest.js";

export const operations = (nests: readonly Nest[]): Expr =>
  add(...nests.map((nest) => (nest.kind === "loop" ? ofLoop(nest) : num(ofStatement(nest)))));

/** A loop that resumes another only takes what is left over by it; one up to another index has (size + 1)/2 rounds on average. */
function ofLoop({ index, width, resumes, last, body }: Loop): Expr {
  if (resumes) return zero;
  const rounds = (factor: Expr, share: number): Expr =>
    expanded(multiply(factor, num(1, share * width)), operations(body));
  return last ? add(rounds(size(index.size), 2), rounds(one, 2)) : rounds(size(index.size), 1);
}

const expanded = (trips: Expr, body: Expr): Expr =>
  body.kind === "add"
    ? add(
        multiply(trips, num(body.constant.numerator, body.constant.denominator)),
        ...body.terms.map((term) => multiply(trips, term)),
      )
    : multiply(trips, body);

const ofStatement = ({ kind, value, address }: Statement): number =>
  address ? 0 : ofExpr(value) + (kind === "accumulate" ? 1 : 0);

/** One per operator; positions in arrays do not count. */
const OWN: Record<Kind, (operands: number) => number> = {
  num: () => 0,
  pi: () => 0,
  size: () => 0,
  index: () => 0,
  element: () => 0,
  add: (terms) => terms - 1,
  mul: (factors) => factors - 1,
  pow: () => 1,
  call: () => 1,
  sum: () => 0,
  delta: () => 1,
  piecewise: () => 1,
};

function ofExpr(e: Expr): number {
  if (e.kind === "element") return 0;
  const extra =
    (e.kind === "add" && e.constant.numerator !== 0n) ||
    (e.kind === "mul" && (e.coefficient.denominator !== 1n || ![1n, -1n].includes(e.coefficient.numerator)));
  return children(e).reduce((total, child) => total + ofExpr(child), OWN[e.kind](children(e).length + (extra ? 1 : 0)));
}
