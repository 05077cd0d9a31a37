/** The loop IR as text: what the loops of the diagonal network are. */
import { describe, expect, it } from "vitest";
import { print } from "../../../src/expr/index.js";
import { type LoopKernelName, deriveLoops, lowerLoops } from "../../../src/loops/index.js";
import { type LossName, problem } from "./losses.js";

function text(name: LossName, kernel: LoopKernelName): string {
  const { creation, functions } = lowerLoops(deriveLoops(problem(name), [kernel]));
  return `creation:\n${creation.text()}\n${kernel}:\n${functions[0]!.text()}`;
}

describe("diagonal network", () => {
  it("takes each row of Z once for the residual and the gradient", () => {
    expect(text("diagonalNet", "gradient")).toMatchInlineSnapshot(`
      "creation:
      c1 = 1/n
      c2 = 2*c1
      gradient:
      for i < d:
        t4[i] = u[i]^2 - v[i]^2
        t2[i] = 0
      for i < n:
        t3 = 0
        for j < d:
          t3 += Z[i][j]*t4[j]
        t1 = y[i] - t3
        for j < d:
          t2[j] += Z[i][j]*t1
      for i < d:
        out.u[i] = -c2*u[i]*t2[i]
        out.v[i] = c2*v[i]*t2[i]"
    `);
  });
  it("has one multiplication per parameter in the gradient of the trace", () => {
    expect(text("diagonalNet", "hessianTraceGradient")).toMatchInlineSnapshot(`
      "creation:
      for i < d:
        c2[i] = 0
      c1 = 1/n
      for i < n:
        for j < d:
          c2[j] += Z[i][j]^2
      for i < d:
        c3[i] = 8*c1*c2[i]
      hessianTraceGradient:
      for i < d:
        out.u[i] = c3[i]*u[i]
        out.v[i] = c3[i]*v[i]"
    `);
    const [kernel] = lowerLoops(deriveLoops(problem("diagonalNet"), ["hessianTraceGradient"])).functions;
    expect(print(kernel!.operations)).toBe("2*d");
  });
  it("knows the trace in closed form", () => {
    const [kernel] = deriveLoops(problem("diagonalNet"), ["hessianTrace"]).kernels;
    expect(print(kernel!.values[0]!.value)).toMatchInlineSnapshot(
      `"4*(sum_j(u[j]^2*sum_i(Z[i][j]^2)) + sum_j(v[j]^2*sum_i(Z[i][j]^2)))/n"`,
    );
  });
  it("makes J Jᵀ from one pass over pairs of rows", () => {
    expect(text("diagonalNet", "gram")).toMatchInlineSnapshot(`
      "creation:

      gram:
      for i < d:
        t3[i] = u[i]^2 + v[i]^2
      for i < n:
        for j < d:
          t2[j] = Z[i][j]*t3[j]
        for j <= i:
          t1 = 0
          for k < d:
            t1 += Z[j][k]*t2[k]
          out.r.r[i][j] = 4*t1"
    `);
    const [kernel] = lowerLoops(deriveLoops(problem("diagonalNet"), ["gram"])).functions;
    expect(print(kernel!.operations)).toMatchInlineSnapshot(`"3*d + n/2 + n^2/2 + 2*d*n + d*n^2"`);
  });
  it("stops the loops of what J Jᵀ alone needs at the diagonal", () => {
    expect(text("deepLinear", "gram")).toMatchInlineSnapshot(`
      "creation:
      for i < n:
        for j < n:
          c1.sum = 0
          for k < d:
            c1.sum += X[i][k]*X[j][k]
          c1[i][j] = c1.sum
      gram:
      t2 = 0
      t1 = 0
      for i < n:
        for j < h:
          t5.sum = 0
          for k < d:
            t5.sum += X[i][k]*A[j][k]
          t5[i][j] = t5.sum
      for i < h:
        for j < h:
          t7[i][j] = 0
        for j < p:
          for k < h:
            t7[i][k] += B[j][i]*B[j][k]
        t8[i] = 0
      for i < n:
        for j < h:
          t6.sum = 0
          for k < h:
            t6.sum += t5[i][k]*t7[j][k]
          t6[j] = t6.sum
        for j <= i:
          t4.sum = 0
          for k < h:
            t4.sum += t5[j][k]*t6[k]
          t4[i][j] = t4.sum
      for i < p:
        for j < h:
          t8[j] += B[i][j]*w[i]
        t2 += w[i]^2
      for i < h:
        t1 += t8[i]^2
      for i < d:
        for j < d:
          t10[i][j] = 0
        for j < h:
          for k < d:
            t10[i][k] += A[j][i]*A[j][k]
      for i < n:
        for j < d:
          t9.sum = 0
          for k < d:
            t9.sum += X[i][k]*t10[j][k]
          t9[j] = t9.sum
        for j <= i:
          t3 = 0
          for k < d:
            t3 += X[j][k]*t9[k]
          out.r.r[i][j] = c1[i][j]*t1 + t2*t3 + t4[i][j]"
    `);
  });
  it("computes the Gram matrix at creation for the dense Hessian", () => {
    expect(text("diagonalNet", "hessian")).toMatchInlineSnapshot(`
      "creation:
      for i < d:
        for j < d:
          c2[i][j] = 0
      c1 = 1/n
      for i < n:
        for j < d:
          for k < d:
            c2[j][k] += Z[i][j]*Z[i][k]
      for i < d:
        for j < d:
          c3[i][j] = 4*c1*c2[i][j]
      c4 = 2*c1
      hessian:
      for i < d:
        t4[i] = u[i]^2 - v[i]^2
        t2[i] = 0
      for i < n:
        t3 = 0
        for j < d:
          t3 += Z[i][j]*t4[j]
        t1 = y[i] - t3
        for j < d:
          t2[j] += Z[i][j]*t1
      for i < d:
        for j < d:
          out.u.u[i][j] = c3[i][j]*u[i]*u[j] - c4*t2[i]*delta(i, j)
          out.u.v[i][j] = -c3[i][j]*u[i]*v[j]
          out.v.u[i][j] = -c3[i][j]*u[j]*v[i]
          out.v.v[i][j] = c3[i][j]*v[i]*v[j] + c4*t2[i]*delta(i, j)"
    `);
  });
  it("passes over the rows that were drawn alone", () => {
    expect(text("diagonalNet", "batchGradient")).toMatchInlineSnapshot(`
      "creation:

      batchGradient:
      for i < d:
        t4[i] = u[i]^2 - v[i]^2
        t2[i] = 0
      for i < rows.length:
        t3 = 0
        for j < d:
          t3 += Z[rows.b[i]][j]*t4[j]
        t1 = shifts.b[i] - y[rows.b[i]] + t3
        for j < d:
          t2[j] += Z[rows.b[i]][j]*t1
      for i < d:
        out.u[i] = 2*u[i]*t2[i]/rows.length
        out.v[i] = -2*v[i]*t2[i]/rows.length"
    `);
  });
});

it("a tanh network takes one pass over the samples, without an array over them", () => {
  expect(text("tanhNet", "gradient")).toMatchInlineSnapshot(`
    "creation:
    c1 = 1/n
    gradient:
    for i < h:
      for j < d:
        t3[i][j] = 0
      t7[i] = 0
      t8[i] = 0
    for i < n:
      t5 = 0
      for j < h:
        t6 = 0
        for k < d:
          t6 += X[i][k]*W[j][k]
        t1 = b[j] + t6
        t4[j] = tanh(t1)
        t5 += w[j]*t4[j]
      t2 = y[i] - t5
      for j < h:
        for k < d:
          t3[j][k] += X[i][k]*t2*(t4[j]^2 - 1)
        t7[j] += t2*(t4[j]^2 - 1)
        t8[j] += t2*t4[j]
    for i < h:
      for j < d:
        out.W[i][j] = c1*w[i]*t3[i][j]
      out.b[i] = c1*w[i]*t7[i]
      out.w[i] = -c1*t8[i]"
  `);
});

it("a deep linear network is multiplied from the output back, never matrix by matrix", () => {
  expect(text("deepLinear", "gradient")).toMatchInlineSnapshot(`
    "creation:
    c1 = 1/n
    gradient:
    for i < d:
      t5[i] = 0
      t2[i] = 0
    for i < h:
      t3[i] = 0
    for i < p:
      for j < h:
        t3[j] += B[i][j]*w[i]
    for i < h:
      for j < d:
        t5[j] += A[i][j]*t3[i]
    for i < n:
      t4 = 0
      for j < d:
        t4 += X[i][j]*t5[j]
      t1 = y[i] - t4
      for j < d:
        t2[j] += X[i][j]*t1
    for i < h:
      t6.sum = 0
      for j < d:
        t6.sum += A[i][j]*t2[j]
        out.A[i][j] = -c1*t2[j]*t3[i]
      t6[i] = t6.sum
    for i < p:
      t7 = 0
      for j < h:
        t7 += B[i][j]*t6[j]
        out.B[i][j] = -c1*w[i]*t6[j]
      out.w[i] = -c1*t7"
  `);
});

it("a factorization computes each entry of U Vᵀ once", () => {
  expect(text("factorization", "gradient")).toMatchInlineSnapshot(`
    "creation:

    gradient:
    for i < n:
      for j < k:
        t4[i][j] = 0
    for i < m:
      for j < k:
        t2[j] = 0
      for j < n:
        t3 = 0
        for l < k:
          t3 += U[i][l]*V[j][l]
        t1 = Y[i][j] - t3
        for l < k:
          t2[l] += mask[i][j]*V[j][l]*t1
          t4[j][l] += mask[i][j]*U[i][l]*t1
      for j < k:
        out.U[i][j] = -t2[j]
    for i < n:
      for j < k:
        out.V[i][j] = -t4[i][j]"
  `);
});
