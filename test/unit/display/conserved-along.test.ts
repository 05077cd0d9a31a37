/** What gradient flow conserves, along the limits of other optimizers: on uv = 1, C = u² − v² and λ₁ = u² + v². */
import { expect, test } from "vitest";
import { generate, lossFromFormula } from "../../../src/pipeline/index.js";

test("SAM has −2C for C′, as label noise with c = 2; normalized GD divides that by 2λ₁", async () => {
  const loss = lossFromFormula("hyperbola", "(u*v-1)^2/2", ["u", "v"]);
  const { sections } = await generate(loss, () => undefined, ["samFull", "normalizedGd"]);
  const along = (name: string): string | undefined =>
    sections.find(({ limit }) => limit === name)!.lines.find(({ label }) => label === "along it, Q")?.text;
  // ∇C = 2(u, −v) and Y' = −C/(u² + v²)·(u, −v) for SAM, a (2λ₁)⁻¹ of it for normalized GD.
  expect(along("samFull")).toBe("Q(t) = Q(0) exp(-2*t)");
  expect(along("normalizedGd")).toBe("dQ = -(u^2 - v^2)/(u^2 + v^2) * dt");
});
