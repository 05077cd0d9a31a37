/** calculus/ against nerdamer's diff. Where they differ, a difference quotient with 50 digits has to side with us. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { differentiate } from "../../../src/calculus/index.js";
import { type Expr, zero } from "../../../src/expr/index.js";
import { nerdamerDerivative } from "../../../src/nerdamer/index.js";
import { agree } from "../../../src/simplify/index.js";
import { variable } from "../../unit/simplify/formula.js";
import { isDerivative } from "../../unit/simplify/referee.js";
import { sqrtFree } from "./expressions.js";

const RUNS = 150;
const u = variable("u");

/** What does not depend on u proves nothing. */
const dependent = sqrtFree.filter((e) => differentiate(e, u) !== zero);

const ask = (e: Expr): Expr | "refused" => {
  try {
    return nerdamerDerivative(e, u);
  } catch {
    return "refused";
  }
};

test("derivatives of random expressions", () => {
  const tally = { agree: 0, refused: 0, wrong: 0, undecided: 0 };
  fc.assert(
    fc.property(dependent, (e) => {
      const ours = differentiate(e, u);
      expect(isDerivative(ours, e, u)).not.toBe(false);
      const theirs = ask(e);
      const verdict = theirs === "refused" ? theirs : agree(ours, theirs).kind;
      if (verdict === "differ") {
        // Evidence, not a skip: the answer that differs from ours is not the derivative.
        expect(theirs !== "refused" && isDerivative(theirs, e, u)).not.toBe(true);
        tally.wrong++;
      } else tally[verdict]++;
    }),
    { numRuns: RUNS, seed: 20220711 },
  );
  // The oracle has to have spoken: most answers are there and the same.
  expect(tally.agree).toBeGreaterThan(0.95 * RUNS);
});
