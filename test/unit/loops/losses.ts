/** The losses that the loop compiler is tested with, as a user writes them. */
import { readLoss, tensors } from "../../../src/read/index.js";
import type { LoopProblem } from "../../../src/loops/index.js";
import { loopProblem } from "../../../src/pipeline/named-sizes.js";

const IMPORTS = `import { type Matrix, type Vector, dot, logsumexp, matvec, mean, norm2, softmax, sum } from "gen-sde";\n`;

export const SOURCES = {
  diagonalNet: `
    export const loss = ({ u, v }: { u: Vector<"d">; v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) =>
      mean(y, (yi, i) => (sum(u, (uj, j) => Z[i]![j]! * (uj ** 2 - v[j]! ** 2)) - yi) ** 2) / 2;`,
  squareNet: `
    export const loss = ({ v }: { v: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) =>
      mean(y, (yi, i) => (sum(v, (vj, j) => Z[i]![j]! * vj ** 2) - yi) ** 2);`,
  factorization: `
    export const loss = (
      { U, V }: { U: Matrix<"m", "k">; V: Matrix<"n", "k"> },
      { mask, Y }: { mask: Matrix<"m", "n">; Y: Matrix<"m", "n"> },
    ) => sum(U, (Ua, a) => sum(V, (Vb, b) => mask[a]![b]! * (dot(Ua, Vb) - Y[a]![b]!) ** 2)) / 2;`,
  symmetric: `
    export const loss = ({ U }: { U: Matrix<"m", "k"> }, { Y }: { Y: Matrix<"m", "m"> }) =>
      sum(U, (Ua, a) => sum(U, (Ub, b) => (dot(Ua, Ub) - Y[a]![b]!) ** 2)) / 4;`,
  tanhNet: `
    export const loss = (
      { W, b, w }: { W: Matrix<"h", "d">; b: Vector<"h">; w: Vector<"h"> },
      { X, y }: { X: Matrix<"n", "d">; y: Vector<"n"> },
    ) => mean(y, (yi, i) => (sum(w, (wk, k) => wk * Math.tanh(dot(W[k]!, X[i]!) + b[k]!)) - yi) ** 2) / 2;`,
  deepLinear: `
    export const loss = (
      { A, B, w }: { A: Matrix<"h", "d">; B: Matrix<"p", "h">; w: Vector<"p"> },
      { X, y }: { X: Matrix<"n", "d">; y: Vector<"n"> },
    ) => mean(y, (yi, i) => (sum(w, (wl, l) => wl * sum(A, (Ak, k) => B[l]![k]! * dot(Ak, X[i]!))) - yi) ** 2) / 2;`,
  deepTanh: `
    export const loss = (
      { A, B, w }: { A: Matrix<"h", "d">; B: Matrix<"p", "h">; w: Vector<"p"> },
      { X, y }: { X: Matrix<"n", "d">; y: Vector<"n"> },
    ) =>
      mean(y, (yi, i) =>
        (sum(w, (wl, l) => wl * Math.tanh(sum(A, (Ak, k) => B[l]![k]! * Math.tanh(dot(Ak, X[i]!))))) - yi) ** 2) / 2;`,
  skipNet: `
    export const loss = (
      { A, B, w }: { A: Matrix<"h", "d">; B: Matrix<"h", "h">; w: Vector<"h"> },
      { X, y }: { X: Matrix<"n", "d">; y: Vector<"n"> },
    ) =>
      mean(y, (yi, i) => {
        const first = A.map((Ak) => dot(Ak, X[i]!));
        const second = first.map((h, l) => h + sum(first, (g, k) => B[l]![k]! * Math.tanh(g)));
        return (sum(w, (wl, l) => wl * Math.tanh(second[l]!)) - yi) ** 2;
      }) / 2;`,
  twoTerms: `
    export const loss = ({ u }: { u: Vector<"d"> }, { Z, y, q }: { Z: Matrix<"n", "d">; y: Vector<"n">; q: Vector<"d"> }) =>
      mean(y, (yi, i) => (dot(Z[i]!, u) ** 2 - yi) ** 2) / 2 + 3 * sum(q, (qj, j) => qj * (u[j]! ** 3 - 1) ** 2);`,
  logistic: `
    export const loss = ({ w }: { w: Vector<"d"> }, { Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }) =>
      mean(y, (yi, i) => Math.log(1 + Math.exp(-yi * dot(Z[i]!, w))));`,
  softmax: `
    export const loss = ({ W }: { W: Matrix<"c", "d"> }, { Z, Y }: { Z: Matrix<"n", "d">; Y: Matrix<"n", "c"> }) =>
      mean(Z, (z, i) => logsumexp(W.map((w) => dot(w, z))) - sum(W, (w, k) => Y[i]![k]! * dot(w, z)));`,
  brier: `
    export const loss = ({ W }: { W: Matrix<"c", "d"> }, { Z, Y }: { Z: Matrix<"n", "d">; Y: Matrix<"n", "c"> }) =>
      mean(Z, (z, i) => sum(softmax(matvec(W, z)), (p, k) => (p - Y[i]![k]!) ** 2));`,
  chain: `
    export const loss = ({ x }: { x: Vector<"d"> }, { y }: { y: Vector<"d"> }) =>
      sum(x.length - 1, (i) => (x[i + 1]! * x[i]! - y[i]!) ** 2) / 2;`,
  chainNet: `
    export const loss = (
      { x, w, B }: { x: Vector<"d">; w: Vector<"d">; B: Matrix<"d", "k"> },
      { Z }: { Z: Matrix<"d", "k"> },
    ) => {
      let total = 0;
      for (let i = 1; i < x.length; i++) {
        const smooth = Math.tanh(x[i]! * w[i - 1]! - x[i - 1]! ** 2);
        total += (sum(B[i]!, (b, j) => b * B[i - 1]![j]! * Z[i]![j]!) + smooth + x[x.length - 1]! * x[0]!) ** 2;
      }
      return total;
    };`,
  steps: `
    export const loss = ({ x }: { x: Vector<"d"> }, { q }: { q: Vector<"d"> }) =>
      sum(x.length - 1, (i) => q[i]! * Math.cosh(x[i + 1]! - x[i]! * q[i + 1]!)) + sum(x, (xi) => xi ** 4);`,
  edges: `
    export const loss = ({ x, w }: { x: Vector<"d">; w: Vector<"d"> }, { q }: { q: Vector<"d"> }) =>
      sum(x, (xi, i) => (xi * x[x.length - 1 - i]! - (i > 0 && i < x.length - 1 ? w[i - 1]! * w[i + 1]! : q[i]!)) ** 2) / 2 +
      (x[1]! * w[w.length - 2]! - 1) ** 2 + sum(x.length - 2, (i) => q[i]! ** 2 * (w[i]! - 2 * w[i + 1]! + w[i + 2]!) ** 2);`,
} as const;

export type LossName = keyof typeof SOURCES;

const problems = new Map<LossName, LoopProblem>();

export function problem(name: LossName): LoopProblem {
  let known = problems.get(name);
  if (!known) {
    const model = readLoss(`/virtual/${name}.loss.ts`, IMPORTS + SOURCES[name]);
    known = { parameters: tensors(model.parameters), data: model.data ? tensors(model.data) : [], loss: model.loss };
    problems.set(name, known);
  }
  return known;
}

/** Layers of width h between n samples in d dimensions and one output. */
export function network(depth: number, activation: string): LoopProblem {
  const weights = Array.from({ length: depth - 1 }, (_, l) => `W${l}`);
  const types = ['A: Matrix<"h", "d">', ...weights.map((W) => `${W}: Matrix<"h", "h">`), 'w: Vector<"h">'];
  const layers = weights.map((W, l) => `const h${l + 1} = matvec(${W}, h${l}.map((a) => ${activation}));`);
  const source = `import { type Matrix, type Vector, dot, matvec, mean } from "gen-sde";
    export const loss = (
      { A, ${weights.join(", ")}${depth > 1 ? ", " : ""}w }: { ${types.join("; ")} },
      { X, y }: { X: Matrix<"n", "d">; y: Vector<"n"> },
    ) => mean(y, (yi, i) => {
      const h0 = matvec(A, X[i]!);
      ${layers.join("\n      ")}
      return (dot(w, h${depth - 1}.map((a) => ${activation})) - yi) ** 2;
    }) / 2;`;
  return loopProblem(readLoss("/virtual/deep.loss.ts", source));
}
