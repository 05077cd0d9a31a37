/**
 * Work allowances. Polynomial algorithms spend units (about one term product each) from the allowance in force, and
 * stop when it is used up: counted work, not time, so that every machine gives the same answer.
 */
import { DivisionByZero } from "../expr/index.js";

class OutOfBudget extends Error {}

let remaining = Number.POSITIVE_INFINITY;

export function spend(units: number): void {
  remaining -= units;
  if (remaining < 0) throw new OutOfBudget("internal: allowance used up outside `within`");
}

/** Gives up the work in hand: a limit other than the allowance is passed. */
export function giveUp(): never {
  throw new OutOfBudget("internal: gave up outside `within`");
}

/** Units that several pieces of work share. */
export class Allowance {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  /** A part of what is left, so that one expensive piece leaves something for the next. */
  part<T>(fraction: number, work: () => T): T | undefined {
    return this.run(() => within(Math.floor(this.#left * fraction), work));
  }

  /** The result of the work; undefined when what is left does not suffice. What it spends counts outside too. */
  run<T>(work: () => T): T | undefined {
    const outer = remaining;
    const granted = Math.min(this.#left, outer);
    remaining = granted;
    try {
      return work();
    } catch (error) {
      // When the outer allowance was the smaller one, it is the outer work that ends.
      const outerEnded = remaining < 0 && this.#left >= outer;
      if (error instanceof OutOfBudget && !outerEnded) return undefined;
      // A form that divides by zero everywhere is no form.
      if (error instanceof DivisionByZero) return undefined;
      throw error;
    } finally {
      const spent = granted - Math.max(remaining, 0);
      this.#left -= spent;
      remaining = outer - spent;
    }
  }
}

export const within = <T>(units: number, work: () => T): T | undefined => new Allowance(units).run(work);
