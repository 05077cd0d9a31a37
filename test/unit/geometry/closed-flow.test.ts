/** Which losses are seen to have a closed Φ, and what it is made from. */
import { describe, expect, it } from "vitest";
import { print } from "../../../src/expr/index.js";
import { type ClosedFlowForm, closedFlowOf } from "../../../src/geometry/index.js";
import { type Details, find } from "../../support/manifolds.js";

const formOf = (loss: string, parameters: string, details?: Details): ClosedFlowForm | undefined =>
  closedFlowOf(find(loss, parameters, details).manifold);

const printed = (form: ClosedFlowForm | undefined): unknown => {
  if (form === undefined) return undefined;
  if (form.kind === "product") return print(form.value);
  return { pairs: form.pairs, decay: form.decay.map(print) };
};

describe("closed Φ", () => {
  it.each([
    ["(u*v - 1)^2/2", "u,v", { pairs: [[0, 1]], decay: ["1/4", "1/4"] }],
    ["cosh(u*v - 1)", "u,v", { pairs: [[0, 1]], decay: ["1/4", "1/4"] }],
    ["(x^2/4 + 3*y^2 - 2)^2", "x,y", { pairs: [], decay: ["1/8", "18"] }],
    [
      "((u*v + u^2 + v^2 - 1)^2 + 4*(w*z - 2)^2)/4",
      "u,v,w,z",
      {
        pairs: [
          [0, 1],
          [2, 3],
        ],
        decay: ["9/8", "1/8", "1/2", "1/2"],
      },
    ],
  ])("%s: quadratics", (loss, parameters, expected) => {
    expect(printed(formOf(loss, parameters))).toEqual(expected);
  });

  it("constants of the loss stay symbols", () => {
    const data = { a: 2, b: 1 };
    expect(printed(formOf("(x^2/a^2 + b*y^2 - 1)^2/2", "x,y", { data }))).toEqual({
      pairs: [],
      decay: ["1/a^4", "b^2"],
    });
    expect(printed(formOf("(a*x*y*z - b)^2/2", "x,y,z", { data }))).toBe("b/a");
  });

  it.each([
    ["weights that move", "(1 + u^2)*(u*v - 1)^2/2", "u,v"],
    ["linear terms", "(u*v + u - 1)^2/2", "u,v"],
    ["matrices that do not commute", "((x*y - 1)^2 + (x^2 + 2*y^2 + z*w - 2)^2)/2", "x,y,z,w"],
    ["planes that meet", "(x*y + y*z - 1)^2/2", "x,y,z"],
    ["higher powers", "(u^3*v - 1)^2/2", "u,v"],
    ["a product that misses a parameter", "(x*y*z - 1)^2/2 + w^2", "x,y,z,w"],
    ["products beside others", "(x*y*z + x - 1)^2/2", "x,y,z"],
  ])("none for %s", (_, loss, parameters) => {
    expect(formOf(loss, parameters)).toBeUndefined();
  });
});
