/**
 * gen-sde/vitest: matchers for derivations. Importing it once is enough:
 *
 *   import { derive } from "gen-sde/vitest";
 *   expect(derive("hyperbola.loss.ts")).gradient("u").toEqualExpr("v*(u*v - 1)");
 */
import { type Assertion, chai, expect } from "vitest";
import type { Formula, PointLike } from "../api/index.js";
import { toAgreeWithFiniteDifferences, toHaveRank } from "./derivations.js";
import { toEqualExpr, toEqualOnManifold } from "./expressions.js";
import { type FollowLimitOptions, toFollowLimit } from "./limits.js";
import { type Selectors, addSelectors } from "./selectors.js";

export { derive } from "../api/index.js";

interface FormulaMatchers<R> {
  /** The formula has this value at every x. */
  toEqualExpr(expected: Formula | string): R;
  /** The formula has this value on Γ. */
  toEqualOnManifold(expected: Formula | string): R;
}

interface DerivationMatchers<R> {
  /** rank ∇²L = M on Γ. */
  toHaveRank(rank: number): R;
  /** L, ∇L, ∇²L and ∂²(∇L)[S] agree with differences of the function as written, at these points or near Γ. */
  toAgreeWithFiniteDifferences(points?: readonly PointLike[]): R;
}

interface SimulatorMatchers<R> {
  /** The algorithm itself follows its limit as η → 0: ensembles, as `gen-sde validate` runs them. */
  toFollowLimit(options: FollowLimitOptions): Promise<R>;
}

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- repeats vitest's own declaration, which it merges with
  interface Matchers<T = any>
    extends FormulaMatchers<void>, DerivationMatchers<void>, SimulatorMatchers<void>, Selectors<Assertion<T>> {}
}

chai.use(addSelectors);
expect.extend({ toEqualExpr, toEqualOnManifold, toHaveRank, toAgreeWithFiniteDifferences, toFollowLimit });
