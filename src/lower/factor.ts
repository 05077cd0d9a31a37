/** Horner-like factoring of sums of products, most valuable factor first: a x + b x + c = (a + b) x + c. */
import { ONE, ZERO } from "../expr/rational.js";
import { sides } from "./cost.js";
import { reachable, redefine, useCounts } from "./rewrite.js";
import type { Factor, Graph, Sum, Term, Value } from "./value.js";

/** Whether a value is needed elsewhere too: such products stay whole. */
type IsShared = (value: Value) => boolean;

export function factorSums(graph: Graph, roots: readonly Value[]): readonly Value[] {
  const uses = useCounts(roots);
  const isShared: IsShared = (value) => (uses.get(value) ?? 1) > 1;
  const definitions = new Map<Value, Value>();
  for (const value of reachable(roots))
    if (value.kind === "sum" && !value.early) {
      const definition = factorSum(graph, value, isShared);
      if (definition !== value) definitions.set(value, definition);
    }
  return redefine(graph, roots, definitions);
}

function factorSum(graph: Graph, sum: Sum, isShared: IsShared): Value {
  const best = mostValuableFactor(sum.terms, isShared);
  if (best === undefined) return sum;
  const inside: Term[] = [];
  const outside: Term[] = [];
  for (const term of sum.terms) {
    const quotient = divideTerm(graph, term, best, isShared);
    if (quotient === undefined) outside.push(term);
    else inside.push(quotient);
  }
  const again = (value: Value): Value => (value.kind === "sum" ? factorSum(graph, value, isShared) : value);
  const product = graph.product([best, [again(graph.sum(ZERO, inside)), 1]]);
  return again(graph.sum(sum.constant, [...outside, [ONE, product]]));
}

/** The powers base ^ ±1 that a term can be divided by. */
function divisors(value: Value, isShared: IsShared): readonly Factor[] {
  if (value.kind !== "product" || value.early) return [[value, 1]];
  return isShared(value) ? [] : value.factors.map(([base, exponent]) => [base, Math.sign(exponent)]);
}

/** The divisor that saves most operations, if any does. */
function mostValuableFactor(terms: readonly Term[], isShared: IsShared): Factor | undefined {
  const candidates = new Map<string, { readonly factor: Factor; saved: number }>();
  for (const [, value] of terms)
    for (const factor of divisors(value, isShared)) {
      const [base, sign] = factor;
      const key = `${base.id}^${sign}`;
      // The product by the factor itself has to be paid for.
      const candidate = candidates.get(key) ?? { factor, saved: sign < 0 ? -4 : -1 };
      candidates.set(key, candidate);
      if (value.kind === "product" && value !== base)
        candidate.saved += sign < 0 && sides(value.factors)[1] === 1 ? 4 : 1;
    }
  let best: { readonly factor: Factor; readonly saved: number } | undefined;
  for (const candidate of candidates.values()) if (candidate.saved > (best?.saved ?? 0)) best = candidate;
  return best?.factor;
}

function divideTerm(graph: Graph, [weight, value]: Term, [base, sign]: Factor, isShared: IsShared): Term | undefined {
  if (!divisors(value, isShared).some(([b, s]) => b === base && s === sign)) return undefined;
  const factors: readonly Factor[] = value === base || value.kind !== "product" ? [[value, 1]] : value.factors;
  return [weight, graph.product([...factors, [base, -sign]])];
}
