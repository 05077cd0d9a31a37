/** What the second order usually is in a table, where in one row it vanishes by accident. */
import { type Evidence, TAIL } from "./rows.js";

/**
 * What is left of an error after its first order is judged by its second, which may change its sign just there: the error of
 * c₁η + c₂η² + c₃η³ with c₂ = 0 is of third order, but not 0. So in each mean as large a part of its error at the
 * finest rate is allowed for as the second order has in the median mean of the table.
 */
export function withUsualCorrection(rows: readonly Evidence[]): Evidence[] {
  const means = rows.filter(({ statistic }) => statistic === "mean");
  const usual = median(means.filter((row) => finest(row) > 0).map((row) => row.correction / finest(row)));
  return rows.map((row) => {
    const more = row.statistic === "mean" ? TAIL * Math.max(usual * finest(row) - row.correction, 0) : 0;
    return { ...row, allowance: Math.max(row.allowance, row.systematic + more), systematic: row.systematic + more };
  });
}

const finest = ({ errors }: Evidence): number => Math.abs(errors.at(-1)!.value);

/** 0 of nothing. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
