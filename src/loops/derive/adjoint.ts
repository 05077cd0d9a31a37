/**
 * Reverse accumulation in index notation. With arrays T_c = f_c(T, p) and a result e, the adjoint of an array is
 * T̄[k] = ∂e/∂T[k] + Σ_c Σ_i T̄_c[i] ∂f_c[i]/∂T[k], where the deltas of ∂f/∂T collapse the sums: each array is passed once,
 * whatever the depth, so that a gradient costs a small multiple of the loss.
 */
import { differentiator } from "../../calculus/index.js";
import { type Expr, type IndexVariable, type Tensor, add, element, multiply, sum, zero } from "../../expr/index.js";
import type { Definition, Lets } from "../lets.js";

interface Adjoint {
  readonly definition: Definition;
  readonly value: Expr;
}

/** The derivative of e by p[at], for any parameter tensor; e may have free indices. */
export function adjoints(
  lets: Lets,
  e: Expr,
  settle: (e: Expr) => Expr,
): (by: Tensor, at: readonly IndexVariable[]) => Expr {
  const found: Adjoint[] = [];
  const derivative = (by: Tensor, at: readonly IndexVariable[]): Expr => {
    const d = differentiator(element(by, at));
    return add(
      d(e),
      ...found.map(({ definition, value }) => {
        const local = d(definition.value);
        return local === zero
          ? zero
          : definition.indices.reduceRight((body, i) => sum(i, body), multiply(value, local));
      }),
    );
  };
  for (const definition of lets.reachable([e]).reverse())
    if (definition.tensor.role === "temporary" && !definition.largest) {
      const value = settle(derivative(definition.tensor, definition.indices));
      if (value !== zero) found.push({ definition, value });
    }
  return derivative;
}
