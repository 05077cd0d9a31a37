/** Derivatives in index notation, before any size is known, are those of the written-out expression. */
import { expect, test } from "vitest";
import { differentiate } from "../../../src/calculus/index.js";
import {
  type Expr,
  type IndexVariable,
  add,
  call,
  element,
  evaluate,
  index,
  multiply,
  num,
  power,
  print,
  size,
  substitute,
  subtract,
  sum,
  two,
  unroll,
} from "../../../src/expr/index.js";

const named = (name: string, range: string): IndexVariable => index(name, range);
const [i, j, k, m] = [named("i", "n"), named("j", "d"), named("k", "d"), named("m", "d")];
const u = (a: Expr): ReturnType<typeof element> => element({ name: "u", role: "parameter", shape: ["d"] }, [a]);
const v = (a: Expr): ReturnType<typeof element> => element({ name: "v", role: "parameter", shape: ["d"] }, [a]);
const W = (a: Expr, b: Expr): ReturnType<typeof element> =>
  element({ name: "W", role: "parameter", shape: ["d", "d"] }, [a, b]);
const Z = (a: Expr, b: Expr): Expr => element({ name: "Z", role: "data", shape: ["n", "d"] }, [a, b]);
const y = (a: Expr): Expr => element({ name: "y", role: "data", shape: ["n"] }, [a]);
const square = (e: Expr): Expr => power(e, two);

/** The diagonal net: sum_i (sum_j Z_ij (u_j^2 - v_j^2) - y_i)^2 / (2n). */
const residual = subtract(sum(j, multiply(Z(i, j), subtract(square(u(j)), square(v(j))))), y(i));
const net = multiply(num(1, 2), power(size("n"), num(-1)), sum(i, square(residual)));

test("the gradient of the diagonal net", () => {
  expect(print(differentiate(net, u(k)))).toMatchInlineSnapshot(
    `"-2*u[k]*sum_j(Z[j][k]*(y[j] - sum_i(Z[j][i]*(u[i]^2 - v[i]^2))))/n"`,
  );
});
test("its Hessian, diagonal and not", () => {
  expect(print(differentiate(differentiate(net, u(k)), u(m)))).toMatchInlineSnapshot(
    `"4*u[k]*u[m]*sum_i(Z[i][k]*Z[i][m])/n - 2*sum_j(Z[j][k]*(y[j] - sum_i(Z[j][i]*(u[i]^2 - v[i]^2))))*delta(k, m)/n"`,
  );
  expect(print(differentiate(differentiate(net, u(k)), v(m)))).toMatchInlineSnapshot(
    `"-4*u[k]*v[m]*sum_i(Z[i][k]*Z[i][m])/n"`,
  );
});

const SIZES = { n: 2, d: 3 };
const place = (e: Expr, at: readonly (readonly [IndexVariable, number])[]): Expr =>
  unroll(substitute(e, new Map(at.map(([variable, p]) => [variable as Expr, num(p)]))), SIZES);

const CASES: Record<string, Expr> = {
  "the diagonal net": net,
  "a product of sums": multiply(sum(j, square(u(j))), sum(j, multiply(u(j), v(j)))),
  "a function of a sum": call("tanh", sum(j, multiply(u(j), v(j)))),
  "a sum of functions": sum(j, call("sin", multiply(u(j), v(j)))),
  "a sum in a sum that shares the index": sum(j, power(add(u(j), sum(k, multiply(u(k), u(j)))), num(3))),
  "the diagonal of a matrix": sum(j, multiply(W(j, j), u(j))),
  "a quadratic form": sum(j, sum(k, multiply(u(j), W(j, k), u(k)))),
};

test.each(Object.entries(CASES))("%s: differentiating and writing out commute", (_, e) => {
  const written = unroll(e, SIZES);
  const literal = (f: typeof u, p: number): ReturnType<typeof element> =>
    unroll(f(num(p)), SIZES) as ReturnType<typeof element>;
  for (const f of [u, v])
    for (let p = 0; p < 3; p++) {
      const first = differentiate(e, f(k));
      // Equal up to how sums are multiplied out: the difference of both is zero once expanded.
      expectSame(place(first, [[k, p]]), differentiate(written, literal(f, p)));
      for (let q = 0; q < 3; q++)
        expectSame(
          place(differentiate(first, u(m)), [
            [k, p],
            [m, q],
          ]),
          differentiate(differentiate(written, literal(f, p)), literal(u, q)),
        );
    }
});

test("a derivative by an element of a matrix", () => {
  const e = CASES["a quadratic form"]!;
  expect(print(differentiate(e, W(k, m)))).toBe("u[k]*u[m]");
  expect(print(differentiate(CASES["the diagonal of a matrix"]!, W(k, m)))).toBe("u[k]*delta(k, m)");
});

function valueAt(e: Expr, seed: number): number {
  return evaluate(e, {
    element: ({ tensor }, indices) =>
      Math.sin(seed + tensor.name.codePointAt(0)! + indices.reduce((sum, p, axis) => sum + (axis + 1.7) * p, 0)),
  });
}

/** Values agree at three points: identity of objects would ask for one way of multiplying out. */
function expectSame(a: Expr, b: Expr): void {
  for (const seed of [1, 2, 3]) {
    const [left, right] = [a, b].map((e) => valueAt(e, seed)) as [number, number];
    expect(Math.abs(left - right), `${print(a)} against ${print(b)}`).toBeLessThan(1e-11 * (1 + Math.abs(right)));
  }
}
