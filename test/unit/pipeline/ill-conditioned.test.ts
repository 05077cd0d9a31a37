/** Values at a point where the curvatures differ by 15 orders of magnitude: ½(ab − 1)² + weights 10⁸ and 10⁻⁶. */
import { describe, expect, it } from "vitest";
import { LOCAL_SGD, lossFromFormula, valuesAt } from "../../../src/pipeline/index.js";
import { expectClose } from "../../support/numbers.js";

const complain = (problem: string): never => {
  throw new Error(problem);
};

type Term = (weight: string, residual: string) => string;
const square: Term = (w, r) => `${w}*(${r})^2/2`;
/** l‴ is not 0 at the minimum of this one. */
const poisson: Term = (w, r) => `${w}*(exp(${r}) - (${r}))`;

function valuesFor(steep: string, gentle: string, term = square) {
  const residuals = ["a*b - 1", "exp(c)*d + a*c - 1", "c + b*e - 1/2"];
  const formula = ["1", steep, gentle].map((w, i) => term(w, residuals[i]!)).join(" + ");
  return valuesAt(lossFromFormula("l", formula, ["a", "b", "c", "d", "e"]), { x: [2, 0.5, 0, 1, 1] }, complain, {
    retract: true,
    third: false,
    localSgd: LOCAL_SGD,
  });
}

describe.each([
  ["squares", square],
  ["links l(r) with l″ = 1", poisson],
])("weights from 1e-6 to 1e8, %s", (_, term) => {
  const values = valuesFor("100000000", "1/1000000", term);

  it("find the eigenvalues, small ones too", () => {
    expect(values.rank).toBe(3);
    expectClose(values.lambdaMax, 1e9, 14);
    expectClose(values.logPseudoDet, 7.46020257743895, 13);
  });

  // By eigenvectors of ∇²L and ∇³L in 50 digits.
  it.each([
    [
      "Σ = I, compensation",
      values.drift.isotropic.compensation,
      [0.0595207287407484, 0.0858392422752446, 0.0241641219398582, 0.0588025982092024, -0.0761218363438745],
    ],
    [
      "Σ = I, normal",
      values.drift.isotropic.normal,
      [-0.113141141762849, 0.0282852854407122, 0.000782826975829408, -0.00234848092748823, -0.0581362248330832],
    ],
    [
      "Σ = ∇²L",
      values.drift.labelNoise.total,
      [-106474820.89928067, 26618705.2248202, 10251798.5071943, -30755395.5215829, -73741007.464029],
    ],
    [
      "local SGD",
      values.drift.localSgd,
      [-0.200587410757527, 0.0753267088044897, 0.00625943779437646, 0.0140454276240649, -0.12720107017615],
    ],
    [
      "S = diag(∇²L)^{−1/2}",
      values.drift.precondDiagH,
      [-7998.99976686497, 1999.74994171624, 0.0416333368112491, -0.124900010433747, -3999.58315010611],
    ],
    [
      "P∇λ₁",
      values.drift.samFull,
      [-212949640.2877698, 53237410.07194245, 20503597.1223022, -61510791.3669065, -147482014.388489],
    ],
  ])("%s", (_, value, expected) => {
    expectClose(value!, expected, 12);
  });

  it("leave no tangent part in Σ = ∇²L", () => {
    for (const part of [values.drift.labelNoise.compensation, values.drift.labelNoise.mixed])
      expect(part.every((value) => Math.abs(value) === 0)).toBe(true);
  });

  it("change neither P nor the drift of Σ = I: both depend on Γ alone", () => {
    const even = valuesFor("1", "1", term);
    expectClose(values.tangentProjector, even.tangentProjector, 13);
    expectClose(values.drift.isotropic.total, even.drift.isotropic.total, 13);
  });
});
