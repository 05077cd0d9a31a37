/** Figures: level lines, ticks, and what goes into a specification and its drawing. */
import { describe, expect, it } from "vitest";
import { ticksOf } from "../../../src/report/chart/axis.js";
import { contour } from "../../../src/report/chart/contours.js";
import {
  PALETTE,
  adaptive,
  draw,
  figureVariables,
  specification,
  standalone,
} from "../../../src/report/chart/index.js";
import { faults } from "../../support/markup.js";

const square = { x: [-2, 2], y: [-2, 2] } as const;

describe("contour", () => {
  it("draws a circle as one closed line of the right length", () => {
    const [line, ...others] = contour((x, y) => x * x + y * y, 1, square);
    expect(others).toEqual([]);
    for (const [x, y] of line!) expect(Math.hypot(x, y)).toBeCloseTo(1, 2);
    const length = line!.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line![i]![0], y - line![i]![1]), 0);
    expect(length).toBeCloseTo(2 * Math.PI, 2);
    expect(line!.at(-1)![0]).toBeCloseTo(line![0]![0], 9);
    expect(line!.at(-1)![1]).toBeCloseTo(line![0]![1], 9);
  });

  it("draws a line that leaves the picture from edge to edge", () => {
    const lines = contour((x, y) => x + y, 0.5, square);
    expect(lines).toHaveLength(1);
    const ends = [lines[0]![0]!, lines[0]!.at(-1)!];
    for (const [x, y] of ends) expect(Math.max(Math.abs(x), Math.abs(y))).toBeCloseTo(2, 9);
  });

  it("keeps the branches of a saddle apart", () => {
    // In the one square around the origin all four edges are crossed; the centre decides.
    for (const level of [0.1, -0.1]) {
      const lines = contour((x, y) => x * y, level, square, 3);
      expect(lines).toHaveLength(2);
      for (const line of lines)
        for (const [i, [x, y]] of line.slice(1).entries())
          expect(Math.sign((x + line[i]![0]) * (y + line[i]![1]))).toBe(Math.sign(level));
    }
  });

  it("is empty where the level is not taken", () => {
    expect(contour((x, y) => x * x + y * y, -1, square)).toEqual([]);
  });
});

describe("axes", () => {
  it("have round ticks", () => {
    const texts = (axis: Parameters<typeof ticksOf>[0]) => ticksOf(axis).map(({ text }) => text);
    expect(texts({ label: "", min: -1.1, max: 1.1 })).toEqual(["−1", "−0.5", "0", "0.5", "1"]);
    expect(texts({ label: "", min: 0, max: 6000 })).toEqual(["0", "1000", "2000", "3000", "4000", "5000", "6000"]);
    expect(texts({ label: "", min: 2e5, max: 6e5 })[1]).toBe("300\u2009000");
    expect(texts({ label: "", min: -2e-6, max: 4e-6 })).toEqual([
      "−2·10⁻⁶",
      "−1·10⁻⁶",
      "0",
      "10⁻⁶",
      "2·10⁻⁶",
      "3·10⁻⁶",
      "4·10⁻⁶",
    ]);
    expect(texts({ label: "", min: 0.02, max: 0.5, log: true })).toEqual(["0.02", "0.05", "0.1", "0.2", "0.5"]);
    expect(texts({ label: "", min: 1e-4, max: 1e4, log: true })).toEqual([
      "10⁻⁴",
      "10⁻³",
      "0.01",
      "0.1",
      "1",
      "10",
      "100",
      "1000",
      "10⁴",
    ]);
  });
});

const axis = { label: "x < y", min: 0, max: 1 };
const everything = {
  title: "a & b",
  x: axis,
  y: { ...axis, min: 0.1, log: true },
  marks: [
    { kind: "line", points: [[0, 0.1], [1, 1], [0.5, 0.2]], color: PALETTE.limit, label: "line", dash: [2, 2] },
    { kind: "band", points: [[0, 0.2, 0.3], [1, 0.9, 1]], color: PALETTE.fine, label: "band" },
    { kind: "dots", points: [[0.5, 0.5, 0.1], [0.2, 0.2]], color: PALETTE.middle, label: "dots" },
    { kind: "contours", f: (x: number, y: number) => x - y, levels: [0.5], color: PALETTE.level },
    { kind: "text", at: [0.5, 0.5], text: "<here>", color: PALETTE.ink },
  ],
} as const; // prettier-ignore

describe("a figure", () => {
  it("has every kind of mark, and a legend", async () => {
    const svg = await draw(specification([everything], "what is drawn"), "figure");
    expect(faults(svg)).toEqual([]);
    expect(svg).toContain("a &amp; b");
    expect(svg).toContain("&lt;here&gt;");
    for (const label of ["line", "band", "dots"]) expect(svg).toContain(`>${label}</text>`);
    // Two dots with bars and the sample in the legend.
    expect(svg.match(/<path [^>]*d="M3,0A3,3/g)).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("keeps the order of the points of a line", async () => {
    const panel = { title: "", x: axis, y: axis, marks: [everything.marks[0]] };
    const svg = await draw(specification([panel], ""), "figure");
    const [, path] =
      /aria-roledescription="line mark container".*? d="(M[^"]*)"|<path d="(M[^"]*L[^"]*L[^"]*)"/.exec(svg) ?? [];
    expect(path ?? svg).toMatch(/M0,\d+L360,0L180,/);
  });

  it("is the same for the same specification, and has names of its own", async () => {
    const spec = specification([everything, everything], "twice");
    const first = await draw(spec, "one");
    await draw(spec, "two");
    expect(await draw(spec, "one")).toBe(first);
    const ids = (svg: string): string[] => Array.from(svg.matchAll(/ id="([^"]*)"/g), ([, id]) => id!);
    expect(ids(first).length).toBeGreaterThan(0);
    expect(ids(first).every((id) => id.startsWith("one-"))).toBe(true);
    for (const [, id] of first.matchAll(/url\(#([^)]*)\)/g)) expect(ids(first)).toContain(id);
  });

  it("refuses a specification that Vega only warns of", async () => {
    const scale = { type: "log", zero: true };
    const x = { field: "a", type: "quantitative", scale };
    await expect(draw({ data: { values: [{ a: 1 }] }, mark: "line", encoding: { x } }, "bad")).rejects.toThrow(
      "figure bad",
    );
  });

  it("takes its colours from the page, or brings a ground of its own", async () => {
    const svg = await draw(specification([everything], ""), "figure");
    expect(adaptive(svg)).not.toMatch(/(fill|stroke)="#/);
    for (const [, name] of adaptive(svg).matchAll(/var\((--[a-z-]*)\)/g))
      for (const scheme of ["light", "dark"] as const) expect(figureVariables(scheme)).toContain(`${name!}: #`);
    const alone = standalone(svg, 'it is "alone"');
    expect(faults(alone)).toEqual([]);
    expect(alone).toContain("<desc>it is &quot;alone&quot;</desc><rect");
  });
});
