/** Axes that hold what is drawn. */
import type { Axis } from "../chart/axis.js";

const MARGIN = 0.06;
/** A constant is drawn on an axis of this size, relative to it. */
const LEAST = 1e-3;

/** An axis around the values, with some room on both sides. */
export function axisAround(label: string, values: Iterable<number>): Axis {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const size = Math.max(max - min, LEAST * Math.max(Math.abs(min), Math.abs(max), 1));
  const middle = (min + max) / 2;
  const half = (0.5 + MARGIN) * size;
  return { label, min: middle - half, max: middle + half };
}
