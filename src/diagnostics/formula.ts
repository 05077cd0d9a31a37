/** GS15x: a loss given as a formula on the command line. */
import type { Entry } from "./entry.js";

export const FORMULA = {
  formulaSyntax: {
    code: "GS150",
    message: "{{problem}}",
    help: "Write it as in mathematics: +, -, *, /, ^, parentheses and functions, `2*x` for 2x.",
  },
  formulaName: {
    code: "GS151",
    message: "`{{name}}` is not known here",
    help: "List parameters with --params; functions are called with parentheses.",
  },
  formulaReadings: {
    code: "GS152",
    message: "{{problem}}",
    help: "Parentheses leave no choice; or write the loss as a TypeScript file.",
  },
} as const satisfies Record<string, Entry>;
