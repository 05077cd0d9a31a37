/** The plot module of the pictures: level lines, ticks, and what goes into a document. */
import { describe, expect, it } from "vitest";
import { contour } from "../../docs/pictures/contours.js";
import { plot } from "../../docs/pictures/plot.js";
import { position, ticksOf } from "../../docs/pictures/scale.js";

const square = { x: [-2, 2], y: [-2, 2] } as const;

describe("contour", () => {
  it("draws a circle of the right length", () => {
    const segments = contour((x, y) => x * x + y * y, 1, square);
    for (const [x, y] of segments.flat()) expect(Math.hypot(x, y)).toBeCloseTo(1, 2);
    const length = segments.reduce((sum, [a, b]) => sum + Math.hypot(a[0] - b[0], a[1] - b[1]), 0);
    expect(length).toBeCloseTo(2 * Math.PI, 2);
  });

  it("keeps the branches of a saddle apart", () => {
    // In the one square around the origin all four edges are crossed; the centre decides.
    for (const level of [0.1, -0.1])
      for (const [a, b] of contour((x, y) => x * y, level, square, 3))
        expect(Math.sign((a[0] + b[0]) * (a[1] + b[1]))).toBe(Math.sign(level));
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

  it("map their ends to 0 and 1", () => {
    for (const axis of [
      { label: "", min: 2, max: 8 },
      { label: "", min: 2, max: 8, log: true },
    ])
      expect([position(axis, 2), position(axis, 8)]).toEqual([0, 1]);
    expect(position({ label: "", min: 2, max: 8, log: true }, 4)).toBeCloseTo(0.5, 12);
  });
});

it("escapes text, and draws every kind of mark", () => {
  const axis = { label: "x < y", min: 0, max: 1 };
  const svg = plot(
    [{ title: "a & b", x: axis, y: axis, marks: [
      { kind: "line", points: [[0, 0], [1, 1]], color: "#000", label: "line", dash: "2 2" },
      { kind: "band", points: [[0, 0, 0.1], [1, 0.9, 1]], color: "#000", label: "band" },
      { kind: "dots", points: [[0.5, 0.5, 0.1], [0.2, 0.2]], color: "#000", label: "dots" },
      { kind: "contours", f: (x, y) => x - y, levels: [0], color: "#000" },
      { kind: "text", at: [0.5, 0.5], text: "<here>", color: "#000" },
    ] }],
    "what is plotted",
  ); // prettier-ignore
  expect(svg).toContain("a &amp; b");
  expect(svg).toContain("&lt;here&gt;");
  expect(svg).toContain("<desc>what is plotted</desc>");
  expect(svg).not.toMatch(/NaN|undefined/);
  expect(svg.match(/<circle/g)).toHaveLength(3);
});
