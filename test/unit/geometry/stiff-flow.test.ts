/** Φ where weights or units of the residuals differ by many orders: against what the flow conserves on its way. */
import { describe, expect, it } from "vitest";
import { NumericProblem, Problem, locate } from "../../../src/geometry/index.js";
import { flatModel } from "../../support/manifolds.js";

function phi(loss: string, start: readonly number[]): readonly [x: number, y: number, z: number] {
  const result = locate(new NumericProblem(new Problem(flatModel(loss, "x,y,z"))), start, true);
  if (typeof result === "string") throw new Error(`${loss}: ${result}`);
  expect(result.rank).toBe(2);
  return [result.x[0]!, result.x[1]!, result.x[2]!];
}

const START = [1.5, 1.2, 1.3] as const;
const WEIGHTS = ["1", "1000", "1000000", "100000000", "10000000000", "1000000000000"];

describe("a slow direction beside a residual of weight w", () => {
  /** y² − z² is conserved and yz = 1. */
  const y = Math.sqrt((-0.25 + Math.sqrt(0.25 ** 2 + 4)) / 2);

  it.each([
    ...WEIGHTS.map((w) => [`(y*z - 1)^2 + ${w}*(x - 1)^2`, [1.5, 1.2, 1.3], 1] as const),
    ...WEIGHTS.map((w) => [`(y*z - 1)^2 + (${w}*(x - 1))^2`, [1.5, 1.2, 1.3], 1] as const),
    ["(100000000*x - 1)^2 + (y*z - 1)^2", [1e-8, 1.2, 1.3], 1e-8] as const,
    ["(x - 100000000)^2 + (y*z - 1)^2", [1e8, 1.2, 1.3], 1e8] as const,
    ["(x - 100000000)^2 + (y*z - 1)^2", [1e8 + 0.5, 1.2, 1.3], 1e8] as const,
  ])("%s from %j", (loss, start, x) => {
    const end = phi(loss, start);
    expect(Math.abs(end[0] / x - 1)).toBeLessThan(1e-15);
    expect(Math.abs(end[1] - y)).toBeLessThan(1e-11);
    expect(Math.abs(end[2] - 1 / y)).toBeLessThan(1e-11);
  });

  it.each(WEIGHTS.slice(1))("coupled to it: x² − y² + z² is conserved by (yz − 1)² + %s (xy − 1)²", (w) => {
    const [x, y, z] = phi(`(y*z - 1)^2 + ${w}*(x*y - 1)^2`, START);
    expect(Math.abs(x * y - 1)).toBeLessThan(1e-15);
    expect(Math.abs(y * z - 1)).toBeLessThan(1e-15);
    expect(Math.abs(x * x - y * y + z * z - (START[0] ** 2 - START[1] ** 2 + START[2] ** 2))).toBeLessThan(1e-11);
  });
});

describe("links: x² − y² + z² is conserved by any of xy and yz", () => {
  const links: Readonly<Record<string, (w: string) => string>> = {
    "cosh beside a square": (w) => `${w}*(cosh(x*y - 1) - 1) + (y*z - 1)^2/2`,
    logistic: (w) => `${w}*(softplus(x*y) - 7*x*y/10) + softplus(y*z) - 3*y*z/5`,
    "cross-entropy": (w) =>
      `-${w}*(7/10*log(sigmoid(x*y)) + 3/10*log(1 - sigmoid(x*y))) - 3/5*log(sigmoid(y*z)) - 2/5*log(1 - sigmoid(y*z))`,
    "log-likelihood of counts": (w) => `${w}*(exp(x*y) - 2*x*y) + exp(y*z) - 3*y*z/2`,
  };
  const logOdds = [Math.log(7 / 3), Math.log(3 / 2)] as const;
  const minima: Readonly<Record<string, readonly [xy: number, yz: number]>> = {
    "cosh beside a square": [1, 1],
    logistic: logOdds,
    "cross-entropy": logOdds,
    "log-likelihood of counts": [Math.log(2), Math.log(3 / 2)],
  };

  it.each(Object.keys(links).flatMap((name) => ["1", "1000000", "1000000000000"].map((w) => [name, w] as const)))(
    "%s, weight %s",
    (name, w) => {
      const [x, y, z] = phi(links[name]!(w), START);
      const [xy, yz] = minima[name]!;
      expect(Math.abs(x * y - xy)).toBeLessThan(1e-15);
      expect(Math.abs(y * z - yz)).toBeLessThan(1e-15);
      expect(Math.abs(x * x - y * y + z * z - (START[0] ** 2 - START[1] ** 2 + START[2] ** 2))).toBeLessThan(2e-11);
    },
  );
});

describe("neither squares nor links: x² − y² + z² is conserved by any function of xy and yz", () => {
  const loss = (w: string): string =>
    `${w}*(cosh(x*y - 1) - 1) + cosh(y*z - 1) - 1 + (cosh(x*y - 1) - 1)*(cosh(y*z - 1) - 1)`;
  const end = (w: string): readonly [error: number, uncertainty: number | undefined] => {
    const result = locate(new NumericProblem(new Problem(flatModel(loss(w), "x,y,z"))), START, true);
    if (typeof result === "string") throw new Error(result);
    const [x, y, z] = result.x;
    return [x! * x! - y! * y! + z! * z! - (START[0] ** 2 - START[1] ** 2 + START[2] ** 2), result.uncertainty];
  };

  it.each(["1", "1000"])("weight %s: to all digits", (w) => {
    const [error, uncertainty] = end(w);
    expect(Math.abs(error)).toBeLessThan(1e-11);
    expect(uncertainty).toBeUndefined();
  });
  it.each(["1000000", "100000000"])("weight %s: within the bound that is told", (w) => {
    const [error, uncertainty] = end(w);
    expect(Math.abs(error)).toBeLessThan(1e-8);
    expect(uncertainty).toBeGreaterThan(Math.abs(error));
    expect(uncertainty).toBeLessThan(1e-5);
  });
});

/** The zero of an increasing function of y between 0.1 and 10. */
function zero(f: (y: number) => number): number {
  let [low, high] = [0.1, 10];
  while ((low + high) / 2 > low && (low + high) / 2 < high) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) high = middle;
    else low = middle;
  }
  return low;
}

describe("a valley that bends: (yz − 1)² + w (x − y²)²", () => {
  it.each([
    ["100000000", 1e-7],
    ["10000000000", 1e-9],
    ["1000000000000", 1e-11],
  ])("w = %s: Φ is that of w → ∞ to O(1/w)", (w, tolerance) => {
    const [x0, y0, z0] = START;
    // At first x + ½ log y and z are conserved; then, along x = y², ½y² + y⁴ − ½z².
    const y1 = zero((y) => y ** 2 + Math.log(y / y0) / 2 - x0);
    const along = (y: number, z: number): number => y ** 2 / 2 + y ** 4 - z ** 2 / 2;
    const end = zero((y) => along(y, 1 / y) - along(y1, z0));
    const [x, y, z] = phi(`(y*z - 1)^2 + ${w}*(x - y^2)^2`, START);
    expect(Math.abs(y - end)).toBeLessThan(tolerance);
    expect(Math.abs(x - end ** 2)).toBeLessThan(3 * tolerance);
    expect(Math.abs(z - 1 / end)).toBeLessThan(tolerance);
  });

  it("with a weight that moves: w (2 + sin z) changes nothing in the limit", () => {
    const moving = phi("(y*z - 1)^2 + 10000000000*(2 + sin(z))*(x - y^2)^2", [START[1] ** 2, START[1], START[2]]);
    const fixed = phi("(y*z - 1)^2 + 10000000000*(x - y^2)^2", [START[1] ** 2, START[1], START[2]]);
    moving.forEach((value, a) => expect(Math.abs(value - fixed[a]!)).toBeLessThan(1e-9));
  });
});
