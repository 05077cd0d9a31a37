/** What the matchers ask of the value under test. */
import { Derivation, Formula } from "../api/index.js";

const describe = (value: unknown): string =>
  value === null ? "null" : typeof value === "object" ? value.constructor.name : typeof value;

export function asDerivation(matcher: string, value: unknown): Derivation {
  if (value instanceof Derivation) return value;
  throw new TypeError(`${matcher} is for a derivation, \`expect(derive(loss))\`, not for ${describe(value)}`);
}

export function asFormula(matcher: string, value: unknown): Formula {
  if (value instanceof Formula) return value;
  throw new TypeError(
    `${matcher} is for one formula, \`expect(derive(loss)).gradient("u")\`, not for ${describe(value)}`,
  );
}
