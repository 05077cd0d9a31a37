/** GS2xx: sizes, shapes and kinds of values that do not fit together. */
import type { Entry } from "./entry.js";

export const SHAPES = {
  notANumber: {
    code: "GS201",
    message: "a number is needed here, and this is {{found}}",
    help: "Take an element, `xs[i]`, or reduce with sum, mean, dot or norm2.",
  },
  notAnArray: {
    code: "GS202",
    message: "an array is needed here, and this is {{found}}",
    help: "Pass a vector, a row `Z[i]`, or an array literal.",
  },
  notACondition: {
    code: "GS203",
    message: "a condition is needed here, and this is {{found}}",
    help: "Write the comparison out: `x !== 0`, `i < n`.",
  },
  indexOutOfRange: {
    code: "GS204",
    message: "index {{index}} is outside of an array of length {{length}}",
    help: "Indices of an array of length {{length}} run from 0 to {{last}}.",
  },
  indexNotInteger: {
    code: "GS205",
    message: "`{{index}}` is no index",
    help: "An index is an integer, or the variable of a loop over the same size.",
  },
  indexOfOtherSize: {
    code: "GS206",
    message: "an index over {{found}} is used on an array of size {{expected}}",
    help: "Loop over the array's own length, or declare both sizes under one name.",
  },
  indexOfNamedSize: {
    code: "GS207",
    message: "`{{index}}` may be outside of an array of the named size {{size}}",
    help: "Arrays of a named size can be read at numbers, at `n - c`, at `n - 1 - i`, and at `i + c` where that is in range: `x[i + 1]` in a loop that ends at n - 1, or after `i < n - 1 ?`. Make the size a number otherwise.",
  },
  sizeMismatch: {
    code: "GS208",
    message: "{{name}} is given arrays of length {{first}} and {{second}}",
    help: 'Declare both with the same size, `Vector<"d">`, or mend the argument that is of another length.',
  },
  destructuring: {
    code: "GS209",
    message: "{{names}} names are taken from an array of length {{length}}",
    help: "Name every element of an argument once; sizes that are destructured have to be numbers.",
  },
  missingField: {
    code: "GS210",
    message: "there is no field `{{name}}`",
    help: "The fields are {{known}}.",
  },
  namedSizeNeedsSum: {
    code: "GS211",
    message: "{{name}} over the named size {{size}} cannot be written as a sum",
    help: "Over named sizes sum, mean, dot, matvec, norm2 and logsumexp can be read; make the size a number otherwise.",
  },
  badCount: {
    code: "GS212",
    message: "`{{count}}` is no count",
    help: "Count up to an integer, to the length of an array or to so many less: `sum(3, (i) => …)`, `sum(xs.length - 2, (i) => …)`.",
  },
  lossNotScalar: {
    code: "GS213",
    message: "the loss is {{found}}, not a number",
    help: "Reduce it: `sum(residuals, (r) => r ** 2)`.",
  },
  noiseShape: {
    code: "GS214",
    message: "the noise is {{found}}; the parameters are {{expected}}",
    help: "Return one component of σ(x)ξ for every parameter, in the layout of the parameters.",
  },
  argumentShape: {
    code: "GS215",
    message: "this argument of `{{name}}` is {{found}}; for `loss` it is {{expected}}",
    help: "Use the same type in both.",
  },
  labelsUnknown: {
    code: "GS216",
    message: "`labels` names {{found}}, which is no array of the data",
    help: "The data are {{known}}.",
  },
  dynamicsForm: {
    code: "GS221",
    message: "`dynamics` is no list of names",
    help: 'Write the names themselves: `export const dynamics = ["samFull", "adam"]`; `gen-sde list dynamics` has them.',
  },
  manifoldShape: {
    code: "GS217",
    message: "`manifold` gives {{found}}",
    help: "Return one equation, or an array of equations, each zero on the manifold of minimizers.",
  },
  observablesShape: {
    code: "GS222",
    message: "`observables` gives {{found}}",
    help: "Return an object of numbers, each under its name: `({ angle: Math.atan2(y, x) })`. On a closed Γ take cos and sin of an angle.",
  },
  packedShape: {
    code: "GS218",
    message: "`{{name}}` should be {{expected}} and is {{found}}",
    help: "Give the values in the layout that the loss declares.",
  },
  packedSize: {
    code: "GS219",
    message: "`{{name}}` makes the size {{size}} {{found}}, and {{origin}} makes it {{expected}}",
    help: "Arrays that share a named size need the same length.",
  },
  tooManyEntries: {
    code: "GS223",
    message: "an array of {{entries}} entries is too large to be written out: at most {{most}}",
    help: 'Make the size a name, `Vector<"d">`: it stays symbolic, and the code is written as loops.',
  },
  sizeTooSmall: {
    code: "GS224",
    message: "the size {{size}} is {{value}}, and the loss needs at least {{least}}",
    help: "It reads entries that a smaller array has not, such as `x[3]` or `x[n - 2]`: give an example that is larger.",
  },
} as const satisfies Record<string, Entry>;
