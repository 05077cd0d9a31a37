/** Level lines of a function of two variables by marching squares. */

export type Point = readonly [x: number, y: number];

interface Rectangle {
  readonly x: readonly [min: number, max: number];
  readonly y: readonly [min: number, max: number];
}

/** Where the level crosses an edge of the grid. */
interface Crossing {
  /** The number of the edge: two squares have it in common, or the picture ends there. */
  readonly edge: number;
  readonly point: Point;
}
type Segment = readonly [Crossing, Crossing];

/**
 * The lines on which the function, interpolated linearly along the edges of a grid of cells × cells squares, has the
 * level; a closed line ends with its first point.
 */
export function contour(f: (x: number, y: number) => number, level: number, area: Rectangle, cells = 80): Point[][] {
  return chains(segments(f, level, area, cells));
}

/** Where a square has the level on all four edges, its centre decides which pairs belong together. */
function segments(f: (x: number, y: number) => number, level: number, { x, y }: Rectangle, cells: number): Segment[] {
  const coordinate = ([min, max]: readonly [number, number], i: number): number => min + ((max - min) * i) / cells;
  const at = (i: number, j: number): Point => [coordinate(x, i), coordinate(y, j)];
  const side = cells + 1;
  const height = Array.from(
    { length: side ** 2 },
    (_, index) => f(...at(index % side, Math.floor(index / side))) - level,
  );
  /** From a corner to its right neighbour, or to the one above. */
  const crossing = (i: number, j: number, upwards: boolean): Crossing | undefined => {
    const [k, l] = upwards ? [i, j + 1] : [i + 1, j];
    const [from, to] = [height[j * side + i]!, height[l * side + k]!];
    if (from < 0 === to < 0) return undefined;
    const part = from / (from - to);
    const [a, b] = [at(i, j), at(k, l)];
    const point = [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])] as const;
    return { edge: 2 * (j * side + i) + (upwards ? 1 : 0), point };
  };
  const found: Segment[] = [];
  for (let j = 0; j < cells; j++)
    for (let i = 0; i < cells; i++) {
      const around = [
        crossing(i, j, false),
        crossing(i + 1, j, true),
        crossing(i, j + 1, false),
        crossing(i, j, true),
      ].filter((each) => each !== undefined);
      if (around.length === 2) found.push([around[0]!, around[1]!]);
      if (around.length === 4) {
        const corners = [height[j * side + i]!, height[j * side + i + 1]!, height[(j + 1) * side + i]!, height[(j + 1) * side + i + 1]!]; // prettier-ignore
        const centre = corners.reduce((sum, value) => sum + value, 0);
        const turn = centre < 0 === corners[0]! < 0 ? 0 : 3;
        for (const k of [0, 2]) found.push([around[(k + turn) % 4]!, around[(k + turn + 1) % 4]!]);
      }
    }
  return found;
}

/** Segments that meet, as lines. */
function chains(found: readonly Segment[]): Point[][] {
  const meeting = new Map<number, Segment[]>();
  for (const segment of found)
    for (const { edge } of segment) meeting.set(edge, [...(meeting.get(edge) ?? []), segment]);
  const used = new Set<Segment>();
  /** Everything that goes on from a crossing. */
  const beyond = (from: Crossing): Point[] => {
    const line: Point[] = [];
    let end = from;
    for (;;) {
      const next = meeting.get(end.edge)!.find((segment) => !used.has(segment));
      if (next === undefined) return line;
      used.add(next);
      end = next[0].edge === end.edge ? next[1] : next[0];
      line.push(end.point);
    }
  };
  const lines: Point[][] = [];
  for (const segment of found) {
    if (used.has(segment)) continue;
    used.add(segment);
    const [first, second] = segment;
    const ahead = beyond(second);
    lines.push([...beyond(first).reverse(), first.point, second.point, ...ahead]);
  }
  return lines;
}
