/** Jets where the general rules would divide by zero, and how tapes share their parts. */
import { expect, it } from "vitest";
import { Jet, Tape } from "../../../src/calculus/index.js";
import { formula, variable } from "../../support/formula.js";

const jetOf = (texts: readonly string[], x: readonly number[], names = ["x", "y"]): Jet =>
  new Jet(new Tape(texts.map(formula), names.map(variable), []), x);

it("differentiates powers at 0", () => {
  const jet = jetOf(["x^2 + 5*x^3 + y^4"], [0, 0]);
  const [X, Y] = [jet.along([1, 0]), jet.along([0, 1])];
  expect([...jet.gradient()]).toEqual([0, 0]);
  expect([...jet.hessian()]).toEqual([2, 0, 0, 0]);
  expect([...jet.third(X, X)]).toEqual([30, 0]);
  expect([...jet.third(Y, Y)]).toEqual([0, 0]);
});

it("powers with an exponent that varies", () => {
  const jet = jetOf(["x^y"], [2, 3]);
  const X = jet.along([1, 0]);
  expect([...jet.gradient()].map((g) => g.toFixed(12))).toEqual([12, 8 * Math.log(2)].map((g) => g.toFixed(12)));
  expect(jet.third(X, X)[0]).toBeCloseTo(6, 12);
});

it("is linear in each direction and symmetric", () => {
  const jet = jetOf(["exp(x*y)*sin(x) + y^3/x"], [0.7, 1.1]);
  const [a, b] = [
    [0.3, -2],
    [1.5, 0.4],
  ] as const;
  const [A, B, sum] = [jet.along(a), jet.along(b), jet.along([a[0] + b[0], a[1] + b[1]])];
  const [ab, ba, whole] = [jet.third(A, B), jet.third(B, A), jet.third(sum, sum)];
  const [aa, bb] = [jet.third(A, A), jet.third(B, B)];
  for (const i of [0, 1]) {
    expect(ab[i]).toBeCloseTo(ba[i]!, 12);
    expect(whole[i]).toBeCloseTo(aa[i]! + 2 * ab[i]! + bb[i]!, 10);
  }
});

it("evaluates what several expressions share once", () => {
  const [one, two] = ["sin(x*y)", "sin(x*y)^2 + x"].map(formula);
  const tape = new Tape([one!, two!], ["x", "y"].map(variable), []);
  expect(tape.operations.filter(({ kind }) => kind === "product")).toHaveLength(1);
  const jet = new Jet(tape, [0.5, 2]);
  expect(jet.value(0)).toBe(Math.sin(1));
  expect([...jet.gradient(1)].map((g) => g.toFixed(12))).toEqual(
    [4 * Math.sin(1) * Math.cos(1) + 1, Math.sin(1) * Math.cos(1)].map((g) => g.toFixed(12)),
  );
});

it("has no derivative by a parameter that does not occur", () => {
  expect([...jetOf(["x^2"], [3, 1]).gradient()]).toEqual([6, 0]);
});
