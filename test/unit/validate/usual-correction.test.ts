/** The allowance of a mean whose second order vanishes by accident. */
import { expect, it } from "vitest";
import { judge } from "../../../src/validate/judge.js";
import { learningRates } from "../../../src/validate/extrapolation.js";
import { type Evidence, evidence } from "../../../src/validate/rows.js";
import { withUsualCorrection } from "../../../src/validate/usual-correction.js";

const RATES = learningRates([0.2, 0.1, 0.05]);

/** Samples of an algorithm with the error η + c₂η² + c₃η³ + fault, and of its limit, which does not spread. */
const rows = (c2: number, c3: number, fault = 0): Evidence[] =>
  evidence(
    {
      observable: String(c2),
      algorithm: RATES.values.map((eta) => {
        const mean = 1 + eta + c2 * eta ** 2 + c3 * eta ** 3 + fault;
        return Float64Array.from({ length: 1000 }, (_, i) => mean + (i % 2 === 0 ? 1e-6 : -1e-6));
      }),
      ...{ limit: Float64Array.of(1), coarse: Float64Array.of(1), numerical: 1e-9, share: 0.2 },
    },
    RATES,
  ).filter(({ statistic }) => statistic === "mean");

/** c₂ of the middle row is such that the parabola changes nothing, while the third order is still there. */
const table = (fault = 0): Evidence[] => [rows(1, 0), rows(-0.35, 1, fault), rows(0.8, 0)].flat();
const verdicts = (evidences: readonly Evidence[]): string[] =>
  judge([{ rows: evidences, paths: 1000 }], 0.01)[0]!.map(({ verdict }) => verdict);

it("is that of the other means of the table", () => {
  expect(verdicts(table())).toEqual(["agrees", "disagrees", "agrees"]);
  const usual = withUsualCorrection(table());
  expect(verdicts(usual)).toEqual(["agrees", "agrees", "agrees"]);
  expect(usual[0]!.allowance).toBe(table()[0]!.allowance);
});

it("does not hide a limit that is wrong", () => {
  expect(verdicts(withUsualCorrection(table(0.1)))).toEqual(["agrees", "disagrees", "agrees"]);
});

it("leaves a table without resolved corrections as it is", () => {
  const noisy = table().map((row) => ({ ...row, correction: 0, systematic: 0 }));
  expect(withUsualCorrection(noisy)).toEqual(noisy);
});
