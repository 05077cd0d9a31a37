/** docs/dynamics: every page has its picture, its caption is the picture's, and its program runs and prints what it says. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { figures } from "../../docs/pictures/figures/index.js";
import { captionOf } from "../../docs/pictures/page.js";
import { programOf, run, typeErrors } from "./program.js";

const read = (file: string): string => readFileSync(new URL(`../../docs/dynamics/${file}`, import.meta.url), "utf8");

/** u² − v² from (2, ½) after label noise of so much slow time, times c. */
const decayed = (t: number): number => 3.75 * Math.exp(-t);

/** Every value within `tolerance`, relative, of the exact one. */
const near = (values: readonly number[], exact: number, tolerance: number): void => {
  for (const value of values) expect(Math.abs(value / exact - 1), `${value} against ${exact}`).toBeLessThan(tolerance);
};

/** What is right for the numbers that a page's program prints, by line. */
const right: Record<string, (lines: number[][]) => void> = {
  "two-phases": ([phi, limit, discrete]) => {
    const C = 2.4 ** 2 - 0.1 ** 2;
    expect(phi![0]! * phi![1]!).toBeCloseTo(1, 12);
    near([phi![0]! ** 2 - phi![1]! ** 2], C, 1e-9);
    near(limit!, C * Math.exp(-1), 1e-3);
    near(discrete!, C * Math.exp(-1), 0.08);
  },
  isotropic: ([limit, discrete]) => {
    // 0.5354 from 4·10⁵ paths; SGD at η = 0.05 has a bias of −0.0084.
    expect(Math.abs(limit![0]! - 0.5354)).toBeLessThan(4 * limit![1]!);
    expect(Math.abs(discrete![0]! + 0.0084 - 0.5354)).toBeLessThan(4 * discrete![1]!);
  },
  "label-noise": ([limit, discrete]) => {
    near(limit!, decayed(0.25), 1e-4);
    near(discrete!, decayed(0.25), 0.02);
  },
  declared: ([limit, discrete]) => {
    // 0.7748(3) from 4·10⁵ paths with dt = 7.5·10⁻⁴.
    expect(Math.abs(limit![0]! - 0.7748)).toBeLessThan(4 * limit![1]!);
    expect(Math.abs(discrete![0]! - 0.7748)).toBeLessThan(4 * discrete![1]! + 0.003);
  },
  "sqrt-loss": ([limit, discrete]) => near(discrete!, limit![0]!, 5e-3),
  "normalized-gd": ([limit, discrete]) => near(discrete!, limit![0]!, 5e-3),
  "heavy-ball": ([averaged, plain, limit]) => {
    near(limit!, decayed(1), 1e-3);
    near([averaged![0]!, plain![0]!], decayed(1), 0.03);
    near([plain![0]!], averaged![0]!, 1e-9);
    near([averaged![1]!, plain![1]!], 1, 1e-12);
  },
  adam: ([limit, discrete]) => near(discrete!, limit![0]!, 0.01),
  sam: ([limit, discrete, limitSingle, single]) => {
    near(discrete!, limit![0]!, 0.03);
    near(single!, limitSingle![0]!, 0.06);
  },
  "local-sgd": ([limit, discrete]) => near(discrete!, limit![0]!, 0.03),
  schedules: ([discrete, limit]) => {
    near([limit![0]!], limit![1]!, 1e-3);
    near(discrete!, limit![1]!, 0.05);
  },
  "ito-sgd": ([discrete, ito, limit]) => {
    near(limit!, decayed(1), 1e-3);
    near(ito!, decayed(1), 0.03);
    near(discrete!, decayed(1), 0.12);
  },
};

describe.each(figures)("$name", ({ name, caption }) => {
  const page = read(`${name}.md`);

  it("is in the table, and shows its picture with the caption that was drawn", () => {
    expect(read("README.md")).toContain(`](${name}.md)`);
    expect(page).toContain(`(pictures/${name}.svg)`);
    expect(captionOf(page)).toBe(caption);
    const svg = read(`pictures/${name}.svg`);
    expect(
      /<desc>(.*)<\/desc>/
        .exec(svg)![1]!
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, "&"),
    ).toBe(caption);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("has a program that prints the right numbers", async () => {
    const lines = await run(programOf(page));
    expect(lines.flat().every(Number.isFinite)).toBe(true);
    right[name]!(lines);
  });
});

it("has programs that type-check", () => {
  const programs = new Map(figures.map(({ name }) => [name, programOf(read(`${name}.md`))]));
  expect(typeErrors(programs)).toEqual([]);
});
