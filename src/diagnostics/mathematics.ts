/** GS3xx: what can be read but has no meaning, or not the one the theory needs. */
import type { Entry } from "./entry.js";

export const MATHEMATICS = {
  divisionByZero: {
    code: "GS301",
    message: "this divides by zero",
    help: "No point has a value here: mend the denominator.",
  },
  notReal: {
    code: "GS302",
    message: "this is not a real number",
    help: "Roots and logarithms need positive arguments.",
  },
  hugePower: {
    code: "GS303",
    message: "the exponent {{exponent}} is too large to be exact",
    help: "Powers of numbers are computed exactly, up to exponents of 4096.",
  },
  remainder: {
    code: "GS304",
    message: "% needs literal integers on both sides",
    help: "The remainder of a real number is not smooth.",
  },
  indexCondition: {
    code: "GS305",
    message: "this comparison depends on the index of a named size",
    help: "An index can be compared with numbers and with `n - c`, inside of the sum over it; and with another index as `i === j ? a : b`, with polynomials a and b. Make the size a number otherwise.",
  },
  piecewise: {
    code: "GS310",
    severity: "warning",
    message: "the loss is defined by pieces here",
    help: "The theory needs a loss with three continuous derivatives: near the manifold the pieces have to fit together that well.",
  },
  noiseNotLinear: {
    code: "GS320",
    message: "the noise of `{{name}}` is not linear in `xi`",
    help: "Write it as σ(x) times xi: every term contains exactly one component of xi.",
  },
  constantLoss: {
    code: "GS321",
    message: "the loss does not depend on the parameters",
    help: "The first argument holds the parameters, the second one the data.",
  },
} as const satisfies Record<string, Entry>;
