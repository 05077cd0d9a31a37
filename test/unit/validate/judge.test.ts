import { describe, expect, it, test } from "vitest";
import { holm, judge, needed, verdictOf } from "../../../src/validate/judge.js";
import type { Evidence } from "../../../src/validate/rows.js";

const row = (value: number, more: Partial<Evidence> = {}): Evidence => ({
  ...{ observable: "u", statistic: "mean", estimates: [], errors: [] },
  limit: { value: 1, standardError: 0, timeStep: 0 },
  extrapolated: { value: 1 + value, standardError: 1 },
  difference: { value, standardError: 1 },
  ...{ allowance: 0, systematic: 0, correction: 0, relevant: 10 },
  ...more,
});

const only = (evidence: Evidence, level = 0.05) => judge([{ rows: [evidence], paths: 1000 }], level)[0]![0]!;

describe("Holm's correction", () => {
  it("multiplies the smallest by how many there are, and never reverses an order", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  it("stays below 1", () => {
    expect(holm([0.5, 0.9, 1])).toEqual([1, 1, 1]);
  });
});

describe("a row", () => {
  it("disagrees beyond the quantile of the normal law", () => {
    expect(only(row(1.95)).verdict).toBe("agrees");
    expect(only(row(-1.97)).verdict).toBe("disagrees");
    expect(only(row(1)).margin).toBeCloseTo(1.96, 3);
  });

  it("may differ by the allowance besides", () => {
    expect(only(row(2.5, { allowance: 0.6 })).verdict).toBe("agrees");
    expect(only(row(2.6, { allowance: 0.6 })).verdict).toBe("disagrees");
    expect(only(row(2.6, { allowance: 3 })).pValue).toBe(1);
  });

  it("is judged with all others: the level is that of the table", () => {
    const rows = [row(2.3), row(0), row(0), row(0)];
    expect(judge([{ rows, paths: 1 }], 0.05)[0]![0]!.verdict).toBe("agrees");
    expect(judge([{ rows: rows.slice(0, 2), paths: 1 }], 0.05)[0]![0]!.verdict).toBe("disagrees");
    expect(
      judge(
        [
          { rows: [rows[0]!], paths: 1 },
          { rows: rows.slice(1), paths: 1 },
        ],
        0.05,
      )[0]![0]!.verdict,
    ).toBe("agrees");
  });

  it("without noise disagrees as soon as the allowance is exceeded", () => {
    const exact = { difference: { value: 0.2, standardError: 0 } };
    expect(only(row(0.2, { ...exact, allowance: 0.1 })).pValue).toBe(0);
    expect(only(row(0.2, { ...exact, allowance: 0.3 })).pValue).toBe(1);
  });

  it("of a law is the worst of its parts, each at its share of the level", () => {
    const parts = [row(0), row(2.3), row(0, { difference: { value: 0, standardError: 3 } })];
    const judged = only({ ...parts[1]!, parts });
    expect(judged.pValue).toBeCloseTo(3 * 0.02145, 4);
    expect(judged.verdict).toBe("agrees");
    expect(judged.margin).toBeCloseTo(3 * 2.394, 2);
    expect(judged).not.toHaveProperty("parts");
  });
});

test("where more than one path in a hundred is lost, the others decide nothing", () => {
  const rows = [row(0), row(20)];
  expect(judge([{ rows, paths: 990, lost: 10 }], 0.05)[0]!.map(({ verdict }) => verdict)).toEqual([
    "agrees",
    "disagrees",
  ]);
  for (const { verdict, needed: by } of judge([{ rows, paths: 989, lost: 11 }], 0.05)[0]!)
    expect([verdict, by]).toEqual(["not enough samples", "η"]);
});

describe("a row that cannot show what is relevant", () => {
  it("asks for as many paths as show it with probability 0.9", () => {
    const judged = only(row(0, { relevant: 0.5 }));
    expect(judged.verdict).toBe("not enough samples");
    expect(judged.needed).toBe(Math.ceil((1000 * ((1.96 + 1.2816) / 0.5) ** 2) / 1000) * 1000);
  });

  it("decides with that many", () => {
    const count = needed({ ...row(0, { relevant: 0.5 }), margin: 1.96 }, 1000) as number;
    const scale = Math.sqrt(1000 / count);
    expect(only(row(0, { relevant: 0.5, difference: { value: 0, standardError: scale } })).verdict).toBe("agrees");
    expect(0.5 - 1.2816 * scale).toBeGreaterThan(1.95 * scale);
  });

  it("asks for smaller learning rates where more paths would not help", () => {
    expect(only(row(0, { relevant: 0.5, allowance: 0.7, systematic: 0.6 })).needed).toBe("η");
  });
});

it("a table disagrees if a row does, and agrees if all do", () => {
  const verdicts = (...all: ("agrees" | "disagrees" | "not enough samples")[]) =>
    verdictOf(all.map((verdict) => ({ verdict })));
  expect(verdicts("agrees", "agrees")).toBe("agrees");
  expect(verdicts("agrees", "not enough samples")).toBe("not enough samples");
  expect(verdicts("not enough samples", "disagrees")).toBe("disagrees");
});
