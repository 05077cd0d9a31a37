/** Level lines of a function of two variables by marching squares. */

export type Point = readonly [x: number, y: number];
export type Segment = readonly [Point, Point];

export interface Rectangle {
  readonly x: readonly [min: number, max: number];
  readonly y: readonly [min: number, max: number];
}

/**
 * The segments on which the function, interpolated linearly along the edges of a grid of cells × cells squares, has the
 * level. Where a square has the level on all four edges, its centre decides which pairs belong together.
 */
export function contour(
  f: (x: number, y: number) => number,
  level: number,
  { x, y }: Rectangle,
  cells = 80,
): Segment[] {
  const coordinate = ([min, max]: readonly [number, number], i: number): number => min + ((max - min) * i) / cells;
  const height = Array.from({ length: (cells + 1) ** 2 }, (_, index) =>
    f(coordinate(x, index % (cells + 1)), coordinate(y, Math.floor(index / (cells + 1)))),
  ).map((value) => value - level);
  const segments: Segment[] = [];
  for (let j = 0; j < cells; j++)
    for (let i = 0; i < cells; i++) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]] as const; // prettier-ignore
      const heights = corners.map(([a, b]) => height[b * (cells + 1) + a]!);
      const points = corners.map(([a, b]): Point => [coordinate(x, a), coordinate(y, b)]);
      const crossings = [0, 1, 2, 3]
        .filter((edge) => heights[edge]! < 0 !== heights[(edge + 1) % 4]! < 0)
        .map((edge) => between(points, heights, edge));
      if (crossings.length === 2) segments.push([crossings[0]!, crossings[1]!]);
      if (crossings.length === 4) {
        const centre = heights.reduce((sum, value) => sum + value, 0);
        const turn = centre < 0 === heights[0]! < 0 ? 0 : 3;
        for (const k of [0, 2]) segments.push([crossings[(k + turn) % 4]!, crossings[(k + turn + 1) % 4]!]);
      }
    }
  return segments;
}

/** The zero on an edge, from corner `edge` to the next. */
function between(points: readonly Point[], heights: readonly number[], edge: number): Point {
  const next = (edge + 1) % 4;
  const part = heights[edge]! / (heights[edge]! - heights[next]!);
  const mix = (a: number, b: number): number => a + part * (b - a);
  return [mix(points[edge]![0], points[next]![0]), mix(points[edge]![1], points[next]![1])];
}
