/** Losses that have to be read: name, and text of the file without its import of gen-sde. */
export const SAMPLES: Readonly<Record<string, string>> = {
  "a tuple of parameters": `export const loss = ([x, y]: Vector<2>) => ((x / 2) ** 2 + y ** 2 - 1) ** 2 / 2;`,
  "objects and named sizes": `
    export function loss({ u, v }: { u: Vector<"d">; v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) {
      return mean(y, (yi, i) => (sum(u, (uj, j) => Z[i][j] * (uj ** 2 - v[j] ** 2)) - yi) ** 2) / 2;
    }`,
  "renamed and nested fields": `
    type Layer = { W: Matrix<2, 2>; b: Vector<2> };
    interface Network { first: Layer; second: Layer }
    export function loss({ first: { W: [[a, b], row], b: bias }, second }: Network) {
      return a * b + row[0] * bias[1] + norm2(second.W[1]) + second.b[0];
    }`,
  "a parameter that is a number": `export default (x: Scalar, { a, b }: { a: number; b: Scalar }) => (a * x - b) ** 2;`,
  "an exported list with new names": `
    const valley = ([x, y]: Vector<2>) => y ** 2 * Math.exp(x / 2);
    export { valley as loss };`,
  "literals exactly": `export const loss = ([x]: Vector<1>) => 0.1 * x + 1_000.5e-3 * x ** 2 + 0x10 * x ** 3 + .5 + 1e-400;`,
  "a loop of literal length": `
    export function loss(x: Vector<4>) {
      let total = 0;
      for (let i = 0; i < x.length - 1; i++) total += (x[i + 1] - x[i]) ** 2;
      for (let i = 3; i >= 0; i -= 2) total -= x[i] * i;
      for (let i = 1; i <= 2; ++i) total *= 1 + x[i] / 10;
      return total;
    }`,
  "a loop over a named size": `
    export function loss(x: Vector<"n">, { y }: { y: Vector<"n"> }) {
      let [squares, products] = [0, 1];
      for (let i = 0; i < x.length; i++) {
        const residual = x[i] - y[i];
        squares += residual ** 2;
        products -= residual * x[0];
      }
      return squares * products;
    }`,
  "nested loops over named sizes": `
    export function loss({ w }: { w: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) {
      let total = 0;
      for (let i = 0; i < y.length; i += 1) {
        let prediction = 0;
        for (const j of range(w.length)) prediction += Z[i][j] * w[j];
        for (const wj of w) total += wj ** 2 / 100;
        total += (prediction - y[i]) ** 2;
      }
      return total / y.length;
    }`,
  "a sum inside of an accumulation": `
    export function loss(W: Matrix<"n", "d">) {
      let total = 1;
      for (const row of W) for (const entry of row) total += entry ** 2 - row[0];
      return total;
    }`,
  "arrays that run along": `
    export function loss(x: Vector<"n">) {
      const counts = [0, 0];
      x.forEach((xi, i) => { counts[0] += xi; counts[1] += xi * i; });
      return counts[0] * counts[1];
    }`,
  "map and reduce": `
    export function loss(x: Vector<"n">, { y }: { y: Vector<"n"> }) {
      const residuals = x.map((xi, i) => ({ r: xi - y[i], weight: i + 1 }));
      return residuals.reduce((total, { r, weight }) => total + weight * r ** 2, 0.5) + sum(y.map(Math.sin));
    }`,
  "reduce over a literal size": `
    export const loss = (x: Vector<3>) => x.reduce((p, xi) => p * xi) - [1, 2].reduce((a, b, i) => a + b * i * x[i], 1);`,
  "mixed sizes": `
    export function loss(A: Matrix<"n", 2>, { B }: { B: Matrix<2, "n"> }) {
      return sum(A, ([p, q], i) => p * B[0][i] + q * B[1][i]) + dot(B[0], B[1]) + B.length + A[0].length;
    }`,
  "array methods": `
    export function loss(x: Vector<4>) {
      const [a, , c] = x;
      const y = [...x.slice(1, 3), ...[a, c].concat([1, 2], x.at(-1)!)];
      y.push(a * c);
      let total = y.length;
      for (const [i, yi] of y.entries()) total += (i + 1) * yi;
      return total + [[a], [c, 1]].flat().length + sum([...x.keys()]) * x.at(0)!;
    }`,
  "arrays written in place": `
    export function loss({ W, b }: { W: Matrix<3, 2>; b: Vector<3> }) {
      const h = new Array(3).fill(0);
      const g = new Float64Array(2);
      for (let i = 0; i < 3; i++) {
        h[i] = b[i];
        for (let j = 0; j < 2; j++) { h[i] += W[i][j] * (j + 1); g[j] -= W[i][j]; }
      }
      const alias = h;
      alias[0] *= 2;
      return h[0] + h[1] * h[2] + g[0] * g[1];
    }`,
  "Array.from": `
    export function loss({ W, a }: { W: Matrix<2, 3>; a: Vector<2> }, { x }: { x: Vector<3> }) {
      const hidden = Array.from({ length: a.length }, (_, k) => Math.tanh(dot(W[k], x)));
      const named = Array.from(x, (xi, i) => xi * i);
      return dot(a, hidden) ** 2 + sum(named) * a[0];
    }`,
  "if and else on indices": `
    export function loss(x: Vector<4>) {
      let total = 0;
      for (let i = 0; i < 4; i++) {
        if (i === 0) continue;
        if (i % 2 === 1) total += x[i] * x[i - 1];
        else if (i > 2 || !(i !== 2)) total -= x[i] ** 3;
        if (i === 3) break;
      }
      return total;
    }`,
  while: `
    export function loss([x]: Vector<1>) {
      let k = 3;
      let y = x;
      while (k > 0) { y = Math.sin(y) + k; k--; }
      return y;
    }`,
  "helpers, closures, defaults and rest": `
    const power = (x: number, n: number): number => (n === 0 ? 1 : x * power(x, n - 1));
    function blend(a: number, b = 0.5, ...rest: number[]) { return a * b + sum(rest); }
    export function loss([x, y]: Vector<2>) {
      const rate = 3;
      const grow = (z: number) => z * rate + y;
      function local(z: number) { return grow(z) - x; }
      return power(x, 5) + blend(x) + blend(x, y, 1, x) + local(grow(x));
    }`,
  "functions made in a loop": `
    export function loss([x]: Vector<1>) {
      const made = [];
      for (let i = 0; i < 3; i++) made.push((z: number) => z * i + i);
      return made[0](x) + made[1](x) + made[2](x) ** 2;
    }`,
  imports: `
    import cube, { shifted as shift, square, offset } from "./helpers.js";
    export const loss = ([x, y]: Vector<2>) => shift(x) + cube(y) - square(x * offset);`,
  "gen-sde as a whole": `
    import * as g from "gen-sde";
    export const loss = (x: Vector<"n">) => g.sum(x, (xi) => g.softplus(xi)) + g.norm2(x);`,
  "constants of the module": `
    const [a, b] = [2, 1 / 3];
    const weights = { first: a, rest: [b, b ** 2] } as const;
    const n = 3;
    export const loss = (x: Vector<3>) => sum(n, (i) => x[i] * i) + weights.first * weights["rest"][1] * x[0];`,
  "types are read through": `
    export const loss = (x: Vector<"n">) => (sum(x, (xi) => (xi as number) ** 2)! satisfies number) + x[0]!;`,
  pieces: `
    export function loss([x, y]: Vector<2>) {
      const clipped = x > 1 ? 1 : x < -1 && y > 0 ? -1 : x;
      let slope = y;
      if (x > y) slope *= 2;
      else if (!(y <= 0) || x === 0) { slope = clipped; }
      return clipped * slope + Math.abs(x) - Math.max(x, y, 0.5) * Math.min(x, y) + Math.sign(y) + relu(x - 1);
    }`,
  "early returns": `
    function huber(r: number) {
      if (Math.abs(r) <= 1) return r ** 2 / 2;
      if (r > 0) { if (r > 1.5) return r - 0.5; r += 0; } else return -r - 0.5;
      return r - 0.5;
    }
    function first(x: readonly number[]) {
      for (let i = 0; i < x.length; i++) if (x[i] > 0) return x[i] * (i + 1);
      return -1;
    }
    export const loss = (x: Vector<3>) => huber(x[0]) + huber(x[1] - x[2]) + first(x);`,
  "pieces of arrays": `
    export function loss([x, y]: Vector<2>) {
      const pair = (s: number) => { const out = [0, s]; if (s > 0) { out[0] = s ** 2; } return out; };
      const side = x > 0 ? { left: [x, 1], right: y } : { left: [y, 2], right: x };
      const rows = [[0, 0], [1, 1]];
      if (y > 0) rows[0] = [x, y];
      return pair(x)[0] + pair(y)[0] * side.left[1] + side.right + rows[0][1] * rows[1][0];
    }`,
  "pieces over a named size": `
    export const loss = (x: Vector<"n">) => sum(x, (xi, i) => (xi > 0.5 ? xi ** 2 : xi * i)) + mean(x.map((xi) => relu(xi)));`,
  "Kronecker delta": `
    export const loss = (A: Matrix<"n", "n">) =>
      sum(A, (row, i) => sum(row, (aij, j) => (aij - (i === j ? 1 : 0)) ** 2 + (i !== j ? aij : 0)));`,
  matrices: `
    export function loss({ U, V }: { U: Matrix<"m", "r">; V: Matrix<"n", "r"> }, { Y }: { Y: Matrix<"m", "n"> }) {
      return sum(U, (ui, i) => norm2(matvec(V, ui).map((p, j) => p - Y[i][j]))) / 4;
    }`,
  "functions of gen-sde": `
    export function loss(x: Vector<3>, { y }: { y: Vector<"n"> }) {
      return sigmoid(x[0]) * softplus(x[1]) + erf(x[2]) * prod(x) + prod(3, (i) => x[i] + i) + logsumexp(x) + logsumexp(y)
        + mean(x) * mean(3, (i) => i * x[i]) + sum(range(3), (i) => x[i]) + sum(y.length, (i) => y[i] * i) + dot(x, range(3));
    }`,
  softmax: `
    export function loss({ x, w }: { x: Vector<"n">; w: Vector<3> }) {
      return sum(softmax(x), (p) => p ** 2) + softmax(w)[1];
    }`,
  "functions of Math": `
    export function loss([x, y]: Vector<2>) {
      const p = x ** 2 + 1;
      const s = Math.sin(x) / 2;
      return Math.exp(x) + Math.expm1(y) + Math.log(p) + Math.log1p(p) + Math.log2(p) + Math.log10(p) + Math.sqrt(p) + Math.cbrt(y)
        + Math.pow(p, y) + p ** 1.5 + Math.hypot(x, y, 1) + Math.cos(x) + Math.tan(s) + Math.asin(s) + Math.acos(s) + Math.atan(y)
        + Math.atan2(x, p) + Math.sinh(x) + Math.cosh(y) + Math.tanh(x) + Math.asinh(y) + Math.acosh(p + 1) + Math.atanh(s)
        + x * (Math.PI + Math.E + Math.SQRT2 + Math.SQRT1_2 + Math.LN2 + Math.LN10 + Math.LOG2E + Math.LOG10E);
    }`,
  operators: `
    export function loss([x]: Vector<1>) {
      let y = x;
      y += 2; y -= x / 3; y *= y; y /= 2; y **= 2;
      let k = 7;
      k %= 4;
      const before = k++;
      return -y + +x - (before * 10 + k) * x + (k = 2) * k;
    }`,
  "the order of effects": `
    export function loss(x: Vector<4>) {
      const a = [x[0], x[1], x[2]];
      let i = 0;
      a[i++] += x[3] * i;
      a[i] = a[i++] * 2 + i;
      let k = 1;
      const next = () => (k *= 3);
      const sums = next() + k * next() - k--;
      return a[0] * a[1] + a[2] * sums + i + k;
    }`,
  "names that hide others": `
    const scale = 2;
    export function loss({ x }: { x: Vector<3> }) {
      const sum = (v: number) => v * scale;
      let total = sum(x[0]);
      { const scale = x[1]; total += sum(scale); }
      for (const x of [1, 2]) { const scale = x; total += scale ** 2; }
      return total * ((x: number) => x - 1)(x[2]);
    }`,
  "arrays under several names": `
    function bump(v: number[], by: number) { v[0] += by; return v; }
    export function loss([x, y]: Vector<2>) {
      const row = [x, y];
      const rows = [row, row, [...row]];
      bump(rows[0], 1)[1] *= y;
      const held = { row };
      held.row[1] += 3;
      return rows[1][0] * rows[1][1] + rows[2][0] * row[1];
    }`,
  "accumulators written from elsewhere": `
    export function loss(x: Vector<"n">, { Z }: { Z: Matrix<"n", "d"> }) {
      let [total, count] = [0, 0];
      const note = (v: number) => { total += v; count++; };
      for (const [i, xi] of x.entries()) {
        note(xi * 2);
        let inner = 0;
        Z[i].forEach((z, j) => { inner += z * j; note(z); });
        if (xi > 0) total += xi * inner; else count -= 1;
      }
      return total / (count + 100) + Z.reduce((t, row) => t + row.reduce((s, z) => s + z, 0) ** 2, 0);
    }`,
  "effects on one way only": `
    export function loss([x, y]: Vector<2>) {
      const seen = [0, 0];
      let steps = 0;
      const look = (v: number, k: number) => { seen[k] += v; steps += 1; return v; };
      const a = x > 0 ? look(x, 0) : -look(y, 1) * 2;
      const both = x > 0.5 && look(y, 1) > 0;
      const b = both ? 1 : y;
      let c = 0;
      for (let i = 0; i < 3; i++) { c += i * y; if (x > i) { c -= x; continue; } else { c *= 2; continue; } c += 1; }
      return a * b + seen[0] * seen[1] + steps + c;
    }`,
  "a whole file under one name": `
    import * as helpers from "./helpers.js";
    const { shifted } = helpers;
    export const loss = ([x, y]: Vector<2>) => helpers.square(x) * shifted(y) + helpers.default(y) + helpers.offset;`,
  "numbers by name": `
    enum Kind { A, B, C = 0.1, D, E = C * 2, F }
    const enum Power { Two = 2 }
    export const loss = ([x, y]: Vector<2>) =>
      Kind.A * x + Kind.B * y + Kind.C * x * y + Kind.D * x ** Power.Two + Kind.E * y ** 2 + Kind["F"];`,
  "functions that give functions": `
    const layer = (w: number, act: (v: number) => number) => (v: number) => act(w * v);
    const compose = (...fs: ((v: number) => number)[]) => (v: number) => fs.reduce((u, f) => f(u), v);
    export const loss = ([a, b]: Vector<2>) => compose(layer(a, Math.tanh), layer(b, (v) => v ** 2), sigmoid)(0.5);`,
  "rest patterns and defaults": `
    const settings: { scale?: number; shift?: number } = { scale: 2 };
    export function loss(W: Matrix<4, 2>) {
      const [[a, b = 3, extra = a * b], , ...others] = W;
      const [first, ...[second, ...none]] = others;
      const { scale = 5, shift = scale + extra } = settings;
      const { p, ...beside } = { p: a, q: second[0], r: [b] };
      const copy = [...W.map((row) => row[0])];
      const [, ...tail] = copy;
      tail[0] *= 10;
      beside.r.push(p);
      const weigh = ([x, y = 7]: readonly number[], { k = x }: { k?: number } = {}) => x * k + y;
      return scale * first[1] + shift + none.length + beside.q * beside.r.length + copy[1] * tail[0]
        + weigh([a]) + weigh(second, { k: b });
    }`,
};
