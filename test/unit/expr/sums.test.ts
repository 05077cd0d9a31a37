/** Sums over an index of literal or named size, and the deltas that differentiation puts into them. */
import { describe, expect, it, test } from "vitest";
import {
  type Expr,
  type IndexVariable,
  type Size,
  add,
  call,
  delta,
  element,
  evaluate,
  freshIndex,
  index,
  mapChildren,
  multiply,
  num,
  one,
  open,
  power,
  print,
  size,
  substitute,
  subtract,
  sum,
  symbol,
  two,
  unroll,
  zero,
} from "../../../src/expr/index.js";

const vector = (name: string, range: Size = "n") => ({ name, role: "parameter" as const, shape: [range] });
const at = (name: string, ...position: readonly Expr[]): Expr =>
  element({ ...vector(name), shape: position.map(() => "n") }, position);
const [i, j, k, l] = ["i", "j", "k", "l"].map((name) => index(name, "n")) as [
  IndexVariable,
  IndexVariable,
  IndexVariable,
  IndexVariable,
];
const x = symbol("x");
const f = (e: Expr): Expr => at("f", e);
const g = (e: Expr): Expr => at("g", e);
const A = (a: Expr, b: Expr): Expr => at("A", a, b);

describe("canonical sums", () => {
  test.each<[string, Expr, string]>([
    [
      "terms are summed one by one",
      sum(i, add(f(i), multiply(num(3), g(i)), two)),
      "2*n + sum_i(f[i]) + 3*sum_i(g[i])",
    ],
    ["factors without the index stand outside", sum(i, multiply(two, x, f(i))), "2*x*sum_i(f[i])"],
    ["a body without the index is counted", sum(i, x), "x*n"],
    ["... by a number when the size is one", sum(index("i", 4), x), "4*x"],
    ["a function keeps what is in it", sum(i, call("sin", multiply(x, f(i)))), "sum_i(sin(f[i]*x))"],
    ["nested sums", sum(i, multiply(f(i), sum(j, A(i, j)))), "sum_j(f[j]*sum_i(A[j][i]))"],
    ["a product of sums", multiply(sum(i, f(i)), sum(j, f(j))), "sum_i(f[i])^2"],
    ["like terms of sums", subtract(sum(i, f(i)), sum(j, f(j))), "0"],
  ])("%s", (_, e, text) => {
    expect(print(e).replace("n*x", "x*n")).toBe(text);
  });

  test("sums that differ by the name of the index are one object", () => {
    expect(sum(i, power(f(i), two))).toBe(sum(j, power(f(j), two)));
    expect(sum(i, sum(j, A(i, j)))).toBe(sum(k, sum(l, A(k, l))));
    const fresh = freshIndex("n");
    expect(sum(fresh, f(fresh))).toBe(sum(i, f(i)));
  });

  test("... but not sums over other sizes", () => {
    const other = index("i", "m");
    const body = element({ ...vector("f"), shape: ["m"] }, [other]);
    expect(sum(other, body)).not.toBe(sum(i, f(i)));
  });

  test("a bound index is not free", () => {
    expect(sum(i, A(i, k)).free).toEqual([k]);
    expect(sum(k, sum(i, A(i, k))).free).toEqual([]);
  });
});

describe("deltas", () => {
  test.each<[string, Expr, Expr]>([
    ["of the same index", delta(i, i), one],
    ["of two numbers", delta(num(1), num(2)), zero],
    ["are symmetric", delta(i, k), delta(k, i)],
    ["pick a term", sum(i, multiply(delta(i, k), f(i))), f(k)],
    ["alone count one", sum(i, delta(i, k)), one],
    ["keep their coefficient", sum(i, multiply(num(3), delta(k, i), f(i), g(i))), multiply(num(3), f(k), g(k))],
    ["pick a literal term", sum(index("i", 3), multiply(delta(index("i", 3), one), x)), x],
    ["of both indices collapse a double sum", sum(i, sum(j, multiply(delta(i, j), A(i, j)))), sum(i, A(i, i))],
    ["one after the other", sum(i, sum(j, multiply(delta(i, k), delta(j, l), A(i, j)))), A(k, l)],
    [
      "in a sum over another index, which then stands outside",
      sum(j, multiply(f(j), sum(i, multiply(g(i), add(multiply(delta(j, k), A(i, j)), multiply(delta(j, l), f(i))))))),
      add(multiply(f(k), sum(i, multiply(g(i), A(i, k)))), multiply(f(l), sum(i, multiply(g(i), f(i))))),
    ],
    ["reach into functions", sum(i, multiply(delta(i, k), call("exp", f(i)))), call("exp", f(k))],
  ])("%s", (_, found, expected) => {
    expect(found).toBe(expected);
  });

  // delta(i, k) f(i) and delta(i, k) f(k) are equal, not the same.
  test("a chain of two is a delta again", () => {
    const chain = sum(j, multiply(delta(i, j), delta(j, k), f(j)));
    const at = (p: number, q: number): Expr =>
      substitute(
        chain,
        new Map<Expr, Expr>([
          [i, num(p)],
          [k, num(q)],
        ]),
      );
    expect(at(0, 1)).toBe(zero);
    expect(at(1, 1)).toBe(f(one));
  });

  // Of index sizes n and m nobody knows whether k < n: the delta has to stay.
  it("stay between indices of different sizes", () => {
    const m = index("k", "m");
    expect(print(sum(i, multiply(delta(i, m), f(i))))).toMatch(/delta/);
  });
});

describe("binding", () => {
  it("does not capture an index that is put under the sum", () => {
    const replaced = substitute(sum(i, A(i, k)), new Map([[k, i]]));
    // sum_j A[j][i] with i free; the captured reading would be the sum over the diagonal.
    expect(replaced.free).toEqual([i]);
    expect(replaced).toBe(sum(j, A(j, i)));
  });

  it("does not capture the index of a sum that is put under another", () => {
    const inner = sum(i, A(i, k));
    const outer = sum(k, multiply(f(k), inner));
    const term = (p: number): Expr => multiply(f(num(p)), add(A(num(0), num(p)), A(num(1), num(p))));
    expect(unroll(outer, { n: 2 })).toBe(unroll(add(term(0), term(1)), { n: 2 }));
    // sum_k f_k sum_i A_ik, with x = sum_j f_j put in for f.
    const squared = substitute(sum(k, multiply(x, f(k))), new Map([[x, sum(j, f(j))]]));
    expect(squared).toBe(power(sum(i, f(i)), two));
  });

  it("opens to a new index each time", () => {
    const e = sum(i, f(i)) as Extract<Expr, { kind: "sum" }>;
    const [[first, body], [second]] = [open(e), open(e)];
    expect(first).not.toBe(second);
    expect(sum(first, body)).toBe(e);
  });
});

describe("unroll", () => {
  const short = (name: string, ...position: readonly number[]): Expr =>
    element(
      { ...vector(name), shape: position.map(() => 2) },
      position.map((p) => num(p)),
    );
  test.each<[string, Expr, Expr]>([
    ["a size", divideBy(sum(i, f(i))), multiply(num(1, 2), add(short("f", 0), short("f", 1)))],
    ["a square of a sum", power(sum(i, f(i)), two), power(add(short("f", 0), short("f", 1)), two)],
    [
      "a double sum",
      sum(i, sum(j, A(i, j))),
      add(short("A", 0, 0), short("A", 0, 1), short("A", 1, 0), short("A", 1, 1)),
    ],
    ["a delta", sum(i, sum(j, multiply(delta(i, j), A(i, j)))), add(short("A", 0, 0), short("A", 1, 1))],
  ])("%s", (_, e, expected) => {
    expect(unroll(e, { n: 2 })).toBe(expected);
  });

  it("needs every size", () => {
    expect(() => unroll(sum(i, f(i)))).toThrow("size n");
  });

  function divideBy(e: Expr): Expr {
    return multiply(e, power(size("n"), num(-1)));
  }
});

test("evaluate runs sums over named sizes", () => {
  const environment = {
    element: ({ tensor }: { tensor: { name: string } }, [p, q = 0]: readonly number[]) =>
      tensor.name === "A" ? 10 * p! + q : p! + 1,
    size: () => 3,
  };
  const cases: [Expr, number][] = [
    [sum(i, f(i)), 1 + 2 + 3],
    [sum(i, power(f(i), two)), 1 + 4 + 9],
    [multiply(power(size("n"), num(-1)), sum(i, f(i))), 2],
    // sum_ij f_i A_ij g_j with A_ij = 10 i + j.
    [
      sum(i, multiply(f(i), sum(j, multiply(A(i, j), g(j))))),
      [1, 2, 3].reduce((s, fi, p) => s + [1, 2, 3].reduce((t, gj, q) => t + fi * (10 * p + q) * gj, 0), 0),
    ],
    [sum(i, sum(j, multiply(delta(i, j), f(i), f(j)))), 1 + 4 + 9],
    [power(sum(i, sum(j, A(i, j))), two), 99 ** 2],
  ];
  for (const [e, value] of cases) expect(evaluate(e, environment), print(e)).toBe(value);
});

describe("deep nesting", () => {
  /** Σ_1 A[i, 1] Σ_2 A[1, 2] … f: a chain of layers. */
  const chain = (layers: number): Expr => {
    const links = Array.from({ length: layers }, (_, layer) => index(`layer${String(layer)}`, "n"));
    return links.reduceRight<Expr>(
      (inner, link, layer) => sum(link, multiply(A(links[layer - 1] ?? i, link), inner)),
      f(links.at(-1)!),
    );
  };
  /** How many nodes come into being meanwhile. */
  const made = (work: () => void): number => {
    const before = index("before", freshSize()).id;
    work();
    return index("after", freshSize()).id - before;
  };
  let sizes = 0;
  const freshSize = (): number => 1_000_000 + sizes++;

  it.each<[string, (e: Expr) => unknown]>([
    ["opening", (e) => e.kind === "sum" && open(e)],
    ["renaming a free index", (e) => substitute(e, new Map([[i, j]]))],
    ["binding a free index", (e) => sum(i, e)],
  ])("%s makes as many nodes as the layers below have", (_, work) => {
    for (const layers of [4, 8]) {
      const e = chain(layers);
      expect(made(() => work(e))).toBeLessThan(10 * layers);
    }
  });

  it("leaves sums alone that have no index of those replaced", () => {
    const e = multiply(f(i), chain(4));
    const inside = substitute(chain(4), new Map([[i, k]]));
    expect(substitute(multiply(f(j), inside), new Map([[j, i]]))).toBe(multiply(f(i), inside));
    expect(substitute(e, new Map([[i, k]]))).toBe(multiply(f(k), inside));
  });

  it("captures no index that stands outside", () => {
    // Σ_k A[i, k] f[k] where f[k] becomes Σ_l A[k, l] g[l], once for each layer.
    const grow = (e: Expr): Expr =>
      mapChildren(e, (child) =>
        child.kind === "element" && child.tensor.name === "f"
          ? sum(l, multiply(A(child.indices[0]!, l), f(l)))
          : grow(child),
      );
    expect(grow(grow(chain(2)))).toBe(chain(4));
  });
});
