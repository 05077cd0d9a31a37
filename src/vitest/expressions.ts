/** Matchers for one formula: equality as functions, everywhere or on Γ. */
import type { Domain, Formula } from "../api/index.js";
import { asFormula } from "./subject.js";

export interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Equal at every x. A formula that holds on Γ only has no value elsewhere to compare. */
export function toEqualExpr(received: unknown, expected: Formula | string): Result {
  const formula = asFormula("toEqualExpr", received);
  if (formula.domain === "manifold")
    return {
      pass: false,
      message: () => `${formula.label} is defined on Γ only, where it is ${String(formula)}: use toEqualOnManifold`,
    };
  return compared(formula, expected, "everywhere");
}

/** Equal on Γ. */
export const toEqualOnManifold = (received: unknown, expected: Formula | string): Result =>
  compared(asFormula("toEqualOnManifold", received), expected, "manifold");

function compared(formula: Formula, expected: Formula | string, domain: Domain): Result {
  const verdict = formula.compare(expected, domain);
  const where = domain === "manifold" ? " on Γ" : "";
  const rows = (...more: [string, string][]): string =>
    [["derived", String(formula)], ["expected", String(expected)], ...more]
      .map(([label, text]) => `  ${label!.padEnd(12)}${text!}`)
      .join("\n");
  switch (verdict.kind) {
    case "agree":
      return { pass: true, message: () => `${formula.label} equals what it should not${where}\n\n${rows()}` };
    case "undecided":
      return {
        pass: false,
        message: () => `whether ${formula.label} is as expected${where} cannot be told: ${verdict.reason}\n\n${rows()}`,
      };
    case "differ": {
      const at = Object.entries(verdict.at).map(([name, value]) => `${name} = ${short(value)}`);
      const [found, wanted] = verdict.values.map(short);
      return {
        pass: false,
        message: () =>
          `${formula.label} is not as expected${where}\n\n` +
          rows(
            ["difference", String(formula.minus(expected, domain))],
            ["at", at.join(", ")],
            ["", `${found!} derived, ${wanted!} expected`],
          ),
      };
    }
  }
}

/** "1.2345678" of a long decimal; a fraction stays exact. */
const short = (value: string): string =>
  value.includes("/") ? value : Number(Number(value).toPrecision(8)).toString();
