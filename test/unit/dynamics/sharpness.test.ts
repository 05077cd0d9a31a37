/** λ₁ in closed form for M = 2, by each route to the normal space, against eigenvectors. */
import { expect, test } from "vitest";
import { deriveDynamics } from "../../../src/dynamics/index.js";
import { analyse, lossFromFormula } from "../../../src/pipeline/index.js";
import { limits } from "../../../src/runtime/index.js";

const analysed = (formula: string, names: readonly string[]) => analyse(lossFromFormula("loss", formula, names));

test.each([
  ["least squares", "((x*y-1)^2+(y*z-2)^2)/4"],
  ["links", "cosh(x*y-1)+2*cosh(y*z-2)"],
  ["pivot rows", "log(1+(x*y-1)^2+(y*z-2)^2+(x*y-1)*(y*z-2))"],
])("%s", (route, formula) => {
  const { located, numeric } = analysed(formula, ["x", "y", "z"]);
  expect(located.manifold.route).toBe(route);
  for (const name of ["normalizedGd", "sqrtLoss", "samFull"] as const) {
    const { drift } = deriveDynamics(name, located.manifold, { kind: "isotropic" });
    for (const { x } of located.minimizers) {
      const found = numeric.vector(x, drift!);
      const expected = limits[name].coefficients(numeric.curvatureAt(x), Float64Array.from(x), 2, {}).drift;
      const size = Math.max(...expected.map(Math.abs));
      expect(size).toBeGreaterThan(0);
      expected.forEach((value, a) => expect(Math.abs(found[a]! - value)).toBeLessThan(1e-9 * size));
    }
  }
});

test("where λ₁ = λ₂ everywhere there is no gradient, and the reason is said", () => {
  const { located } = analysed("(x^2-1)^2/8+(y^2-1)^2/8", ["x", "y", "z"]);
  const { drift, reason } = deriveDynamics("samFull", located.manifold, { kind: "isotropic" });
  expect(drift).toBeUndefined();
  expect(reason).toBe("the assumption fails, λ₁ = λ₂ on all of Γ");
});
