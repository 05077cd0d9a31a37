import { describe, expect, test } from "vitest";
import { compileModule, emitModule } from "../../../src/emit/index.js";
import { repeatsAmong } from "../../../src/emit/repeats.js";
import { type Element, type Expr, add, multiply, power, num, symbol, zero } from "../../../src/expr/index.js";
import { array, completeSpec, specOf } from "./specs.js";

const [u, w] = ["u", "w"].map((name) => symbol(name)) as [Element, Element];
const [v, xi] = ["v", "xi"].map((name) => symbol(name, "argument")) as [Element, Element];
const x = { name: "x", elements: [u, w], doc: "" };
const argument = (e: Element) => ({ name: e.tensor.name, elements: [e], doc: "" });
const along = (e: Expr): Expr[] => [multiply(u, e), add(w, e)];

describe("kernels that repeat another", () => {
  const project = array("project", along(v), [x, argument(v)]);
  const diffuse = array("diffuse", along(xi), [x, argument(xi)]);
  const drift = array("drift", [zero, power(u, num(2))], [x]);
  const terms = array("terms", [zero, zero, zero, zero, zero, power(u, num(2))], [x]);
  const others = [
    array("scaled", [zero, power(u, num(3))], [x]),
    array("shifted", [zero, power(u, num(2)), zero, zero, u, zero], [x]),
    array("nothing", [zero, zero], [x]),
    array("still", [zero, zero], [x]),
  ];

  test("are those with the same results, up to the names of arguments and zeros in whole blocks", () => {
    expect([...repeatsAmong([project, drift, ...others, diffuse, terms])]).toEqual([
      [diffuse, { of: project, from: 0 }],
      [terms, { of: drift, from: 4 }],
    ]);
  });

  test("share its code, and give what they gave", async () => {
    const { text } = await emitModule(specOf([project, diffuse, drift, terms]));
    expect(text).toContain("diffuse: project");
    expect(text).not.toContain("function diffuse");
    expect(text.match(/u \* u/g)).toHaveLength(1);
    type Functions = Record<string, (...args: Float64Array[]) => void>;
    const model = compileModule(text, {}).create() as Functions;
    const out = new Float64Array(6).fill(7);
    model.terms!(Float64Array.of(3, 2), out);
    expect([...out]).toEqual([0, 0, 0, 0, 0, 9]);
    model.diffuse!(Float64Array.of(3, 2), Float64Array.of(5), out);
    expect([...out.subarray(0, 2)]).toEqual([15, 7]);
  });

  test("are none in a module whose kernels differ", () => {
    expect(repeatsAmong(completeSpec().kernels).size).toBe(0);
  });
});
