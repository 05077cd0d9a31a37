import { describe, expect, it } from "vitest";
import { derive } from "../../../src/vitest/index.js";

const hyperbola = derive(new URL("../../../examples/hyperbola.loss.ts", import.meta.url));

const failure = (assert: () => unknown): string => {
  try {
    assert();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the assertion holds");
};

describe("matchers for derivations", () => {
  it("pass on what a theorist writes by hand", () => {
    expect(hyperbola).gradient("u").toEqualExpr("v*(u*v - 1)");
    expect(hyperbola).hessian("u", "v").toEqualExpr("2*u*v - 1");
    expect(hyperbola).third("u", "u", "v").toEqualExpr("2*v");
    expect(hyperbola).traceHessian.toEqualOnManifold("u^2 + v^2");
    expect(hyperbola).logPseudoDeterminant.toEqualOnManifold("log(u^2 + 1/u^2)");
    expect(hyperbola).drift("labelNoise", "u").toEqualOnManifold("-c*u*(u^2 - v^2)/(2*(u^2 + v^2))");
    expect(hyperbola).drift("isotropic", "u", "compensation").toEqualOnManifold("v/(u^2 + v^2)^2");
    expect(hyperbola).toHaveRank(1);
    expect(hyperbola).toAgreeWithFiniteDifferences();
  });

  it("can be negated", () => {
    expect(hyperbola).gradient("u").not.toEqualExpr("u*(u*v - 1)");
    expect(hyperbola).not.toHaveRank(2);
    expect(failure(() => expect(hyperbola).not.toHaveRank(1))).toContain("has rank 1 on Γ");
  });

  it("show both forms, their difference and a point", () => {
    expect(failure(() => expect(hyperbola).gradient("u").toEqualExpr("u*(u*v - 1)"))).toMatchInlineSnapshot(`
      "∂L/∂u is not as expected

        derived     v*(u*v - 1)
        expected    u*(u*v - 1)
        difference  -(u - v)*(u*v - 1)
        at          u = 1.5463918, v = 0.84536082
                    237062/912673 derived, 433650/912673 expected"
    `);
    // The constant of the isotropic limit is 1/4: a factor of 2 is found out.
    expect(
      failure(() => expect(hyperbola).drift("isotropic", "u", "normal").toEqualOnManifold("-(u^2-v^2)*u/(u^2+v^2)^2")),
    ).toMatchInlineSnapshot(`
      "isotropic drift of u, normal is not as expected on Γ

        derived     -u*(u^2 - v^2)/(2*(u^2 + v^2)^2)
        expected    -(u^2-v^2)*u/(u^2+v^2)^2
        difference  u*(u^2 - v^2)/(2*(u^2 + v^2)^2)
        at          u = 1.4593756, v = 0.68522457
                    -0.17930525 derived, -0.3586105 expected"
    `);
  });

  it("say what they are for", () => {
    expect(failure(() => expect(hyperbola).traceHessian.toEqualExpr("u^2 + v^2"))).toBe(
      "tr ∇²L is defined on Γ only, where it is u^2 + v^2: use toEqualOnManifold",
    );
    expect(failure(() => expect(3).gradient("u").toEqualExpr("1"))).toContain("is for a derivation");
    expect(failure(() => expect(hyperbola).toEqualExpr("1"))).toContain("is for one formula");
  });

  it("find differences that disagree: a kink has no derivative", () => {
    const kinked = derive(`
      import type { Vector } from "gen-sde";
      export const loss = ([u, v, w]: Vector<3>) => ((1 + Math.abs(w)) * (u * v - 1) ** 2) / 2;
    `);
    expect(kinked).toAgreeWithFiniteDifferences([[3, 2, 0.5]]);
    expect(failure(() => expect(kinked).toAgreeWithFiniteDifferences([[3, 2, 0]]))).toContain(
      "gradient against differences of the function as written",
    );
  });
});
