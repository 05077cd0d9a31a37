/** Names that nerdamer cannot take for something else: it reads i, e, pi, N and others as constants or functions. */
import type { Expr } from "../expr/index.js";

export class Names {
  readonly #names = new Map<Expr, string>();
  readonly #expressions = new Map<string, Expr>();

  nameOf(e: Expr): string {
    let name = this.#names.get(e);
    if (name === undefined) {
      name = `v${String(this.#names.size)}`;
      this.#names.set(e, name);
      this.#expressions.set(name, e);
    }
    return name;
  }

  expression(name: string): Expr | undefined {
    return this.#expressions.get(name);
  }
}
