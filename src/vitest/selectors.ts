/** `expect(derive(loss)).gradient("u")`: from a derivation to one of its formulas, which the rest of the chain is about. */
import type { Derivation, Formula } from "../api/index.js";
import { asDerivation } from "./subject.js";

type Method = {
  [K in keyof Derivation]: Derivation[K] extends (...args: never[]) => Formula ? K : never;
}[keyof Derivation];
type Property = { [K in keyof Derivation]: Derivation[K] extends Formula ? K : never }[keyof Derivation];

/** Those that take names, in the order of the derivation. */
const METHODS = ["gradient", "hessian", "third", "projector", "pseudoInverse", "drift", "dynamics"] as const;
const PROPERTIES = ["loss", "traceHessian", "logPseudoDeterminant"] as const;

/** Each of them as a link of the chain that stands for its formula. */
export type Selectors<Next> = {
  [K in (typeof METHODS)[number] & Method]: (...args: Parameters<Derivation[K]>) => Next;
} & Readonly<Record<(typeof PROPERTIES)[number] & Property, Next>>;

/** A chai plugin. */
export function addSelectors(chai: Chai.ChaiStatic, utils: Chai.ChaiUtils): void {
  const { prototype } = chai.Assertion as unknown as { prototype: object };
  for (const name of METHODS)
    utils.addMethod(prototype, name, function (this: object, ...args: unknown[]) {
      const derivation = asDerivation(`.${name}()`, utils.flag(this, "object"));
      utils.flag(this, "object", (derivation[name] as (...args: unknown[]) => Formula)(...args));
    });
  for (const name of PROPERTIES)
    utils.addProperty(prototype, name, function (this: object) {
      utils.flag(this, "object", asDerivation(`.${name}`, utils.flag(this, "object"))[name]);
    });
}
