// The gradient of the ellipse valley, emitted, against the compiled formulas of nerdamer and of mathjs.
import { createRequire } from "node:module";
import { derivative } from "mathjs";
import { create as createEllipse } from "../generated/ellipse.sde.js";
import { agree } from "./support/agree.js";
import { here, race, sink } from "./support/race.js";
import { report } from "./support/report.js";

const ellipse = createEllipse({ a: 2, b: 1 });
const [point, slope] = [Float64Array.of(1.3, 0.7), new Float64Array(2)];
const FORMULA = "((x/2)^2 + y^2 - 1)^2/2";

type Compiled = (x: number, y: number) => number;
const nerdamer = createRequire(import.meta.url)("nerdamer/all.js") as (text: string) => {
  buildFunction(names: readonly string[]): Compiled;
};
const [nerdamerX, nerdamerY] = ["x", "y"].map((by) =>
  nerdamer(`diff(${FORMULA}, ${by})`).buildFunction(["x", "y"]),
) as [Compiled, Compiled];

const scope = { x: 0, y: 0 };
const [mathjsX, mathjsY] = ["x", "y"].map((by) => {
  const compiled = derivative(FORMULA, by).compile();
  return (x: number, y: number) => {
    scope.x = x;
    scope.y = y;
    return compiled.evaluate(scope) as number;
  };
}) as [Compiled, Compiled];

ellipse.gradient(point, slope);
agree("nerdamer", slope, Float64Array.of(nerdamerX(1.3, 0.7), nerdamerY(1.3, 0.7)));
agree("mathjs", slope, Float64Array.of(mathjsX(1.3, 0.7), mathjsY(1.3, 0.7)));
const gradient = race(100_000, {
  "emitted TS": here(() => {
    ellipse.gradient(point, slope);
  }),
  "nerdamer's buildFunction": here(() => {
    sink.value += nerdamerX(point[0]!, point[1]!) + nerdamerY(point[0]!, point[1]!);
  }),
  "mathjs, compiled": here(() => {
    sink.value += mathjsX(point[0]!, point[1]!) + mathjsY(point[0]!, point[1]!);
  }),
});
report("compiled formulas", "call", { "ellipse, gradient": gradient });
