/** The WebAssembly kernels against those in TypeScript: equal to rounding, for sizes that strips do and do not fill. */
import { describe, expect, it } from "vitest";
import { deriveLoops, lowerLoops, writeWasm } from "../../../src/loops/index.js";
import { webAssembly } from "../../../src/runtime/simd/webassembly.js";
import { estimate } from "../../../src/loops/size-cost.js";
import { compile, compileSimd } from "./compile.js";
import { type LossName, SOURCES, problem } from "./losses.js";
import { Reference, numbers } from "./reference.js";

const SIZES = [
  { n: 5, d: 3, m: 6, k: 2, h: 4, p: 2, c: 3 },
  { n: 9, d: 11, m: 5, k: 3, h: 10, p: 7, c: 5 },
];
/** Sums of 100 terms in another order: a few units in the last place of the largest entry. */
const UNITS = 64 * Number.EPSILON;

describe.each(Object.keys(SOURCES) as LossName[])("%s", (name) => {
  const program = lowerLoops(deriveLoops(problem(name)));
  const [plain, simd] = [compile(program), compileSimd(program)];

  it("is a valid module", () => {
    expect(webAssembly!.validate(writeWasm(program, true).bytes)).toBe(true);
  });

  it.each(SIZES)("gives the same numbers for n = $n, d = $d", (sizes) => {
    const { x, data } = new Reference(problem(name), sizes);
    // The length of a batch counts only where a length depends on it.
    const size = (named: string): number => (sizes as Record<string, number>)[named] ?? 5;
    const [expected, actual] = [plain(sizes, data), simd(sizes, data)];
    const replaced = program.functions.filter(({ kernel }) => actual[kernel.name] !== expected[kernel.name]);
    expect(replaced.length).toBeGreaterThan(program.functions.length / 2);
    for (const { kernel } of program.functions) {
      const lengths = [...kernel.inputs, kernel.output].map(({ length }) => estimate(length, size));
      const inputs = kernel.inputs.map(({ defines, below, name: input }, i) =>
        input === "x"
          ? x
          : below !== undefined
            ? Float64Array.of(1, 0, 1, 1, 0)
            : input === "sample"
              ? Float64Array.from({ length: lengths[i]! }, (_, k) => (k < lengths[i]! - 2 ? 1 : 0.3 * k))
              : numbers(defines ? 5 : lengths[i]!, 20 + i),
      );
      const run = (kernels: typeof actual): Float64Array => {
        const out = new Float64Array(lengths.at(-1)!).fill(7);
        const value = kernels[kernel.name]!(...inputs, out);
        return value === undefined ? out : Float64Array.of(value);
      };
      const [a, b] = [run(actual), run(expected)];
      const scale = b.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      // A symmetric matrix counts on and below the diagonal.
      const M = kernel.values.some(({ symmetric }) => symmetric) ? Math.sqrt(b.length) : 1;
      const isNeeded = (i: number): boolean => M === 1 || i % M <= Math.floor(i / M);
      b.forEach((value, i) => {
        if (isNeeded(i)) expect(Math.abs(a[i]! - value), `${kernel.name}[${i}]`).toBeLessThanOrEqual(UNITS * scale);
      });
    }
  });
});
