/** Limits that are known in closed form (theory: flat valley, hyperbola, motor, diagonal net), term by term. */
import { describe, expect, it, test } from "vitest";
import { type LimitingSde, type Noise, limitingSde, tangentNoise } from "../../../src/dynamics/index.js";
import { matrices } from "../../../src/calculus/index.js";
import { add, print, zero } from "../../../src/expr/index.js";
import { type Found, find } from "../../support/manifolds.js";
import { expectClose, normals, times, transposed } from "../../support/numbers.js";

const ISOTROPIC: Noise = { kind: "isotropic" };
const LABELS: Noise = { kind: "hessian" };
const declared = ({ numeric }: Found): Noise => ({ kind: "general", sigma: numeric.problem.model.sigma! });

/** Gamma found once, and the drift's terms at points of it. */
function terms(found: Found, noise: Noise, x: readonly number[]): Record<keyof Omit<LimitingSde, "noise">, number[]> {
  const limit = limitingSde(found.manifold, noise);
  const at = (v: LimitingSde["total"]): number[] => found.at(x, v);
  return {
    compensation: at(limit.compensation),
    mixed: at(limit.mixed),
    normal: at(limit.normal),
    total: at(limit.total),
  };
}
const ZERO = (D: number): number[] => new Array<number>(D).fill(0);

describe("the valley h(x) y²/2 (g.1)", () => {
  // dY = -1/4 (h'/h) Σ_yy dt for Σ = I and -(1/4) h' dt for Σ = H: with 1/2 instead of 1/4 both fail.
  const VALLEYS: readonly (readonly [loss: string, h: (x: number) => number, slope: (x: number) => number])[] = [
    ["exp(x/2)*y^2", (x) => 2 * Math.exp(x / 2), (x) => Math.exp(x / 2)],
    ["(1 + x^2)*y^2/2", (x) => 1 + x * x, (x) => 2 * x],
    ["(2 + sin(x))*y^2", (x) => 4 + 2 * Math.sin(x), (x) => 2 * Math.cos(x)],
  ];
  describe.each(VALLEYS)("%s", (loss, h, slope) => {
    const found = find(loss, "x,y");
    it.each([-1.3, 0, 0.4, 2])("at x = %f", (x) => {
      const isotropic = terms(found, ISOTROPIC, [x, 0]);
      expectClose(isotropic.normal, [-slope(x) / h(x) / 4, 0], 12, "Σ = I");
      expectClose(isotropic.total, isotropic.normal, 12);
      expectClose(terms(found, LABELS, [x, 0]).total, [-slope(x) / 4, 0], 12, "Σ = H");
    });
  });

  test("with any Σ: the drift counts Σ_yy alone, the tangent noise Σ_xx", () => {
    const found = find("(1 + x^2)*y^2/2", "x,y", {
      sigma: [
        ["1", "2"],
        ["x", "3*cos(x)"],
      ],
    });
    for (const x of [-1.3, 0.4, 2]) {
      const [yy, noise] = [x * x + 9 * Math.cos(x) ** 2, declared(found)];
      const { compensation, mixed, normal } = terms(found, noise, [x, 0]);
      expectClose(compensation, ZERO(2));
      expectClose(mixed, ZERO(2));
      expectClose(normal, [(-x / (1 + x * x) / 2) * yy, 0], 12);
      const columns = matrices.identity(2).map((xi) => found.at([x, 0], tangentNoise(found.manifold, noise, xi)));
      expectClose(
        times(transposed(columns), columns),
        [
          [5, 0],
          [0, 0],
        ],
        12,
      );
    }
  });
});

describe("the hyperbola uv = 1 (g.6)", () => {
  const found = find("(u*v - 1)^2/2", "u,v");

  it.each([0.3, 1, -0.8, 2.5])("Σ = H: C = u² - v² obeys C' = -C, at u = %f", (u) => {
    const [du, dv] = terms(found, LABELS, [u, 1 / u]).total as [number, number];
    expectClose(2 * u * du - (2 / u) * dv, -(u * u - 1 / (u * u)), 11);
    // Along the curve: d(uv) = 0.
    expectClose(du / u + u * dv, 0, 11);
  });

  // u = e^s, m = 2 cosh 2s: ds = m^(-1/2) dB - m'/(4 m²) dt from Itô - m'/(4 m²) dt from the 1/4.
  it.each([-0.7, 0.2, 1.1])("Σ = I in the coordinate s = %f", (s) => {
    const [u, v] = [Math.exp(s), Math.exp(-s)];
    const [m, slope] = [2 * Math.cosh(2 * s), 4 * Math.sinh(2 * s)];
    const { compensation, normal, total } = terms(found, ISOTROPIC, [u, v]);
    expectClose(normal[0]! / u, -slope / (4 * m * m), 11, "normal");
    // Itô: ds = du/u - d<u>/(2u²), d<u> = P_uu dt = u²/(u² + v²) dt.
    const P = found.at([u, v], found.manifold.normal.tangent(matrices.identity(2)[0]!))[0]!;
    expectClose(compensation[0]! / u - P / (2 * u * u), -slope / (4 * m * m), 11, "Brownian motion");
    expectClose(total[0]! / u - P / (2 * u * u), -slope / (2 * m * m), 11, "both");
  });

  test("is at rest at (1, 1) under label noise only", () => {
    expectClose(terms(found, LABELS, [1, 1]).total, [0, 0]);
    // The mean of Brownian motion moves towards the centre of curvature: -1/2 H⁺T[P] = -1/2 κ n.
    expectClose(terms(found, ISOTROPIC, [1, 1]).total, [0.25, 0.25]);
  });
});

test("isotropic noise on the circle is Brownian motion: -x/2", () => {
  const found = find("(x^2 + y^2 - 1)^2/8", "x,y");
  for (const angle of [0.3, 2, 4.4]) {
    const x = [Math.cos(angle), Math.sin(angle)];
    expectClose(
      terms(found, ISOTROPIC, x).total,
      x.map((e) => -e / 2),
      12,
    );
    expectClose(terms(found, LABELS, x).total, [0, 0]);
  }
});

describe.each([3, 5])("the motor with %i phases (g.3)", (k) => {
  const phase = (j: number): [number, number] => [Math.cos((2 * Math.PI * j) / k), Math.sin((2 * Math.PI * j) / k)];
  const all = Array.from({ length: k }, (_, j) => j);
  const stiffness = all.map(
    (j) => `(2 + cos(2*pi*${String(j)}/${String(k)})*x + sin(2*pi*${String(j)}/${String(k)})*y)`,
  );
  const gate = all.map((j) => `(1 - sin(2*pi*${String(j)}/${String(k)})*x + cos(2*pi*${String(j)}/${String(k)})*y)`);
  const loss = `(x^2 + y^2 - 1)^2/8 + ${all.map((j) => `${stiffness[j]!}*z${String(j)}^2/2`).join(" + ")}`;
  const names = `x,y,${all.map((j) => `z${String(j)}`).join(",")}`;
  const still = all.map(() => "0");
  /** sqrt(S_jj) on the diagonal of the z rows. */
  const noiseOf = (roots: readonly string[]) => [
    still,
    still,
    ...roots.map((root, j) => all.map((i) => (i === j ? root : "0"))),
  ];
  const start = [1, 0, ...all.map(() => 0)];
  const motor = (roots: readonly string[]): Found => find(loss, names, { sigma: noiseOf(roots), starts: [start] });
  const at = (angle: number): number[] => [Math.cos(angle), Math.sin(angle), ...all.map(() => 0)];
  /** dθ/dt. */
  const speed = (found: Found, angle: number): number => {
    const [dx, dy] = terms(found, declared(found), at(angle)).total as [number, number];
    return Math.cos(angle) * dy - Math.sin(angle) * dx;
  };
  const ANGLES = [0, 0.4, 1.9, 3.3, 5.7];

  it(`turns at speed exactly 1 for a = 8/${String(k)}`, () => {
    const found = motor(all.map((j) => `sqrt(8*${stiffness[j]!}*${gate[j]!}/${String(k)})`));
    for (const angle of ANGLES) {
      expect(Math.abs(speed(found, angle) - 1)).toBeLessThan(1e-12);
      const { compensation, mixed } = terms(found, declared(found), at(angle));
      expectClose(compensation, ZERO(k + 2));
      expectClose(mixed, ZERO(k + 2));
    }
  });
  it("is at rest when S_jj is proportional to h_j", () => {
    const found = motor(all.map((j) => `sqrt(3*${stiffness[j]!})`));
    for (const angle of ANGLES) expect(Math.abs(speed(found, angle))).toBeLessThan(1e-12);
  });
  it("slides down -1/4 Σ S_jj ln h_j when S is constant", () => {
    const weights = all.map((j) => 1 + j);
    const found = motor(weights.map((w) => `sqrt(${String(w)})`));
    for (const angle of ANGLES) {
      const slope = weights.reduce((sum, w, j) => {
        const [c, s] = phase(j);
        return (
          sum + (w * (-c * Math.sin(angle) + s * Math.cos(angle))) / (2 + c * Math.cos(angle) + s * Math.sin(angle))
        );
      }, 0);
      expectClose(speed(found, angle), -slope / 4, 11);
    }
  });
});

describe("the diagonal net under label noise (g.4)", () => {
  const [n, d] = [2, 3];
  const Z = [
    ["1", "-1", "1/2"],
    ["2", "1/3", "-1"],
  ];
  const z = [
    [1, -1, 1 / 2],
    [2, 1 / 3, -1],
  ];
  const all = Array.from({ length: d }, (_, j) => j);
  const residual = (i: number, y: string): string =>
    `(${all.map((j) => `${Z[i]![j]!}*(u${String(j)}^2 - v${String(j)}^2)`).join(" + ")} - ${y})^2`;
  const names = [...all.map((j) => `u${String(j)}`), ...all.map((j) => `v${String(j)}`)].join(",");

  it.each([1, 2, 3, 4])("u' = -(2c/n)(q - Zᵀν)u, v' = -(2c/n)(q + Zᵀν)v at random point %i", (seed) => {
    // Any point is on the Gamma of its own labels.
    const x = normals(2 * d, 40 + seed).map((e) => Math.round(64 * e) / 64);
    const [u, v] = [x.slice(0, d), x.slice(d)];
    const w = all.map((j) => u[j]! ** 2 - v[j]! ** 2);
    const s = all.map((j) => u[j]! ** 2 + v[j]! ** 2);
    const labels = z.map((row) => row.map((e, j) => e * w[j]!).reduce((p, r) => p + r));
    const loss = [0, 1].map((i) => `${residual(i, exactText(labels[i]!))}/4`).join(" + ");
    const found = find(loss, names, { starts: [x] });
    const q = all.map((j) => z.reduce((sum, row) => sum + row[j]! ** 2, 0));
    const A = z.map((p) => z.map((r) => all.reduce((sum, j) => sum + p[j]! * s[j]! * r[j]!, 0)));
    const b = z.map((row) => all.reduce((sum, j) => sum + row[j]! * q[j]! * w[j]!, 0));
    const det = A[0]![0]! * A[1]![1]! - A[0]![1]! * A[1]![0]!;
    const nu = [(A[1]![1]! * b[0]! - A[0]![1]! * b[1]!) / det, (A[0]![0]! * b[1]! - A[1]![0]! * b[0]!) / det];
    const Zν = all.map((j) => z.reduce((sum, row, i) => sum + row[j]! * nu[i]!, 0));
    const expected = [
      ...all.map((j) => (-2 / n) * (q[j]! - Zν[j]!) * u[j]!),
      ...all.map((j) => (-2 / n) * (q[j]! + Zν[j]!) * v[j]!),
    ];
    expectClose(terms(found, LABELS, x).total, expected, 10);
  });

  const exactText = (value: number): string => `(${value.toFixed(17)})`;
});

test("label noise has no tangent noise, no compensation and no mixed term, whatever the loss", () => {
  for (const loss of ["(u*v*w - 1)^2/2", "cosh(u*v - w)", "u^4*v^2/4 - u^2*v + w^2*(1 + u^2)"]) {
    const { manifold } = find(loss, "u,v,w");
    const limit = limitingSde(manifold, LABELS);
    expect([...limit.compensation, ...limit.mixed].every((e) => e === zero)).toBe(true);
    expect(tangentNoise(manifold, LABELS, [zero, zero, zero]).map(print)).toEqual(["0", "0", "0"]);
    limit.total.forEach((e, a) => {
      expect(e === add(limit.normal[a]!)).toBe(true);
    });
  }
});
