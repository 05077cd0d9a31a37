/** Derivatives accumulated along a tape against those of the differentiated expressions, with 50 digits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Jet, Tape, ThirdDerivatives, gradient, hessian } from "../../../src/calculus/index.js";
import { type Expr, call, print } from "../../../src/expr/index.js";
import { preciseValue } from "../../support/differences.js";
import { variable } from "../../support/formula.js";
import { expression } from "../../support/random-expressions.js";

const by = ["u", "v"].map(variable);
const data = [variable("a")];
const VALUES = [0.6, -1.3, 0.45] as const;
const point = new Map([...by, ...data].map((element, i) => [element, VALUES[i]!]));

const axes = [
  [1, 0],
  [0, 1],
] as const;

/** Equal to 1e-8 of the largest number met on the way to either; what cancels more than that is left out. */
function expectEqual(found: number, expected: Expr, about: string): boolean {
  const exact = preciseValue(expected, point).toNumber();
  if (!Number.isFinite(exact) || Math.abs(exact) > 1e5) return false;
  expect(Math.abs(found - exact) / Math.max(1, Math.abs(exact)), about).toBeLessThan(1e-8);
  return true;
}

test("gradient, Hessian and third derivatives", () => {
  let compared = 0;
  const check = (e: Expr): void => {
    const jet = new Jet(new Tape([e], by, data), VALUES.slice(0, 2), VALUES.slice(2));
    if (!Number.isFinite(jet.value()) || Math.abs(jet.value()) > 1e4) return;
    const H = hessian(e, by);
    const third = new ThirdDerivatives(H, by);
    gradient(e, by).forEach((slope, a) => expectEqual(jet.gradient()[a]!, slope, `d/dx_${String(a)} of ${print(e)}`));
    const directions = axes.map((axis) => jet.along(axis));
    for (const [b, B] of directions.entries()) {
      jet.hessianTimes(B).forEach((value, a) => expectEqual(value, H[a]![b]!, `Hessian of ${print(e)}`));
      for (const [c, C] of directions.entries())
        jet.third(B, C).forEach((value, a) => {
          if (expectEqual(value, third.at(a, b, c), `T_${[a, b, c].join("")} of ${print(e)}`)) compared++;
        });
    }
  };
  fc.assert(fc.property(expression, check), { numRuns: 150, seed: 20220712 });
  // Places of one operation that share an argument.
  const [u, v] = by as [(typeof by)[0], (typeof by)[0]];
  for (const e of [call("atan2", u, u), call("logsumexp", u, u, v), call("atan2", call("exp", u), call("exp", u))])
    check(e);
  expect(compared).toBeGreaterThan(500);
});
