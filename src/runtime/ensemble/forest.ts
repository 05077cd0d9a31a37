import { mergeTallies, type Tally } from "./tally.js";

/** The tally of 2^level leaves, the first of which is number index·2^level. */
export interface Tree {
  readonly level: number;
  readonly index: number;
  readonly tally: Tally;
}

/**
 * Tallies of consecutive leaves, merged pairwise as in a binary counter: always the same two subtrees meet, whoever
 * computed them, so that the bits of a result do not depend on how the work was divided. Work may be divided anywhere;
 * a part that is whole subtrees, 2^j leaves from a multiple of 2^j on, comes back as one tree.
 */
export class Forest {
  /** From the largest to the smallest, in the order of their leaves. */
  readonly trees: Tree[] = [];

  push(tree: Tree): void {
    let top = tree;
    for (let before = this.trees.at(-1); before !== undefined && areSiblings(before, top); before = this.trees.at(-1)) {
      this.trees.pop();
      const index = top.index >> 1;
      top = { level: top.level + 1, index, tally: mergeTallies(before.tally, top.tally, index % 2 === 1) };
    }
    this.trees.push(top);
  }
}

const areSiblings = (a: Tree, b: Tree): boolean => a.level === b.level && a.index % 2 === 0 && b.index === a.index + 1;
