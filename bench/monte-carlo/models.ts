/** The models of the runs, and observables of Φ(x), where it can be by what gradient flow conserves. */
import { gradientFlow, type Model } from "gen-sde/runtime";
import { create as createDiagonalNet } from "../../generated/diagonal-net.sde.js";
import { create as createEllipse } from "../../generated/ellipse.sde.js";
import { create as createFlatValley } from "../../generated/flat-valley.sde.js";
import { create as createHyperbola } from "../../generated/hyperbola.sde.js";
import { create as createMotor } from "../../generated/motor.sde.js";

export const hyperbola = createHyperbola();
export const flatValley = createFlatValley();
export const ellipse = createEllipse({ a: 2, b: 1 });
export const motor = withClippedNoise(createMotor());
const Z = [
  [1, 2, -1],
  [2, -1, 1],
];
export const diagonalNet = createDiagonalNet({ Z, y: [0.5, 0.75] });

/**
 * The motor with the noise of the other runs, σ_j = √((8/3) h_j⁺ g_j⁺), h_j = 2 + <q_j, x>, g_j = 1 + <Jq_j, x>: that of
 * the example on the circle. At η = 0.1 about one path in 10⁴ is pushed along −q_j by a large z_j to |x| > 2, where
 * h_j < 0: there the loss has no lower bound, and without the clipping √h_j is no number.
 */
function withClippedNoise(model: Model): Model {
  const declared = model.noises.declared!;
  const apply = (x: Float64Array, xi: Float64Array, out: Float64Array): void => {
    out.fill(0);
    for (let j = 0; j < 3; j++) {
      const [c, s] = [Math.cos((2 * Math.PI * j) / 3), Math.sin((2 * Math.PI * j) / 3)];
      const h = Math.max(0, 2 + c * x[0]! + s * x[1]!);
      const g = Math.max(0, 1 - s * x[0]! + c * x[1]!);
      out[2 + j] = Math.sqrt((8 / 3) * h * g) * xi[j]!;
    }
  };
  return { ...model, noises: { ...model.noises, declared: { ...declared, apply } } };
}

/** Φ(x, y) = x − y²/8 on the flat valley, whose limit for Σ = I is N(−T/8, T). */
export const valley = { x: (x: Float64Array) => x[0]! - x[1]! ** 2 / 8 };
/** s of Φ = (eˢ, e⁻ˢ): u² − v² = 2 sinh 2s. */
export const branch = { s: (x: Float64Array) => Math.asinh((x[0]! ** 2 - x[1]! ** 2) / 2) / 2 };
/** cos φ and sin φ of Φ(x) = (2 cos φ, sin φ) on the ellipse. */
export const angle = {
  cos: (x: Float64Array) => (x[0]! * Math.sqrt(shrinkage(x))) / 2,
  sin: (x: Float64Array) => x[1]! * shrinkage(x) ** 2,
};

/** Gradient flow takes (x, y) to (x w^{1/2}, y w²): the w > 0 with x² w/4 + y² w⁴ = 1, by Newton's method. */
function shrinkage([x, y]: Float64Array): number {
  const [p, q] = [x! ** 2 / 4, y! ** 2];
  let w = 1;
  for (let i = 0; i < 50; i++) {
    const step = (p * w + q * w ** 4 - 1) / (p + 4 * q * w ** 3);
    w -= step;
    if (Math.abs(step) < 1e-14) break;
  }
  return w;
}

/** tr ∇²L = (4/n) Σ_j q_j (u_j² + v_j²) of the diagonal network, n = 2, q_j = Σ_i Z_ij². */
function traceOfHessian(x: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < 3; j++) sum += (Z[0]![j]! ** 2 + Z[1]![j]! ** 2) * (x[j]! ** 2 + x[3 + j]! ** 2);
  return 2 * sum;
}

/** tr ∇²L at Φ(x) of the diagonal network, which is integrated. */
export const sharpness = {
  sharpness: (x: Float64Array) => traceOfHessian(gradientFlow(diagonalNet, x, { rtol: 1e-6, atol: 1e-6 }).x),
};

/** u of the point of Γ that the flow x' = −S∇L leads to, S = v^{−1/2}: it conserves √v_u u² − √v_v v² = C, with uv = 1. */
export function endOfScaledFlow([u, v, p, q]: Float64Array): number {
  const [a, b] = [Math.sqrt(p!), Math.sqrt(q!)];
  const C = a * u! ** 2 - b * v! ** 2;
  return Math.sqrt((C + Math.sqrt(C * C + 4 * a * b)) / (2 * a));
}
