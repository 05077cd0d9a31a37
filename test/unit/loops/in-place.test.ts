/** Steps of one sample in place: out = x gives the bits that a copy of x gives. */
import { describe, expect, it, test } from "vitest";
import { deriveLoops, lowerLoops } from "../../../src/loops/index.js";
import { compile, compileSimd } from "./compile.js";
import { type LossName, SOURCES, problem } from "./losses.js";
import { Reference } from "./reference.js";

const SIZES = { n: 5, d: 7, m: 6, k: 3, h: 4, p: 3, c: 3 };
const programs = (Object.keys(SOURCES) as LossName[]).map((name) => ({
  name,
  program: lowerLoops(deriveLoops(problem(name), ["addSampleGradient"])),
}));
const works = ({ program: { functions } }: (typeof programs)[number]): boolean =>
  functions.some(({ inPlace }) => inPlace);

test("which losses work in place", () => {
  const [yes, no] = [true, false].map((wanted) =>
    programs.filter((made) => works(made) === wanted && made.program.functions.length > 0).map(({ name }) => name),
  );
  expect(yes).toMatchInlineSnapshot(`
    [
      "diagonalNet",
      "squareNet",
      "factorization",
      "tanhNet",
      "deepLinear",
      "deepTanh",
      "logistic",
      "softmax",
      "brier",
    ]
  `);
  expect(no).toMatchInlineSnapshot(`
    [
      "symmetric",
      "skipNet",
      "chain",
      "chainNet",
    ]
  `);
});

describe.each(programs.filter(works))("$name", ({ name, program }) => {
  it.each(Object.entries({ TypeScript: compile, WebAssembly: compileSimd }))("in %s", (_, compiler) => {
    const { x, data } = new Reference(problem(name), SIZES);
    const { addSampleGradient } = compiler(program)(SIZES, data);
    const [count] = [program.functions[0]!.kernel.inputs[1]!.views.length - 2];
    let isMoved = false;
    for (const i of [0, 1, 2]) {
      const sample = Float64Array.from([...Array.from({ length: count }, (_, axis) => i + axis), 0.5, -0.3]);
      const [copy, inPlace] = [x.slice(), x.slice()];
      addSampleGradient!(x, sample, copy);
      addSampleGradient!(inPlace, sample, inPlace);
      expect(inPlace).toEqual(copy);
      isMoved ||= copy.some((value, a) => value !== x[a]);
    }
    expect(isMoved).toBe(true);
  });
});
