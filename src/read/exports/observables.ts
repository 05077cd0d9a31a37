/** The optional export `observables`: numbers to watch, each by its name. */
import type { Node } from "ts-morph";
import type { Expr } from "../../expr/index.js";
import type { Reader } from "../reader.js";
import { type Value, describe } from "../values/values.js";

/** The fields of the object that the function returns. */
export function readObservables(value: Value, site: Node, { faults }: Reader): Readonly<Record<string, Expr>> {
  if (value.kind !== "object" || value.fields.size === 0)
    return faults.fail(site, "observablesShape", { found: describe(value) });
  return Object.fromEntries(
    [...value.fields].map(([name, field]) => {
      if (field.kind !== "scalar")
        return faults.fail(site, "observablesShape", { found: `${describe(field)} for ${name}` });
      return [name, field.expr];
    }),
  );
}
