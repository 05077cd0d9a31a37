/** The types that loss files declare their arguments with. */

/** Tuples stop here; a longer literal size is a plain array to TypeScript (and still a literal size to gen-sde). */
type LongestTuple = 64;

type Repeat<Item, Count extends number, Items extends readonly Item[] = readonly []> = number extends Count
  ? readonly Item[]
  : Items["length"] extends Count
    ? Items
    : Items["length"] extends LongestTuple
      ? readonly Item[]
      : Repeat<Item, Count, readonly [...Items, Item]>;

type Dimension<Item, Size extends number | string> = Size extends number ? Repeat<Item, Size> : readonly Item[];

/** A real number. */
export type Scalar = number;

/**
 * A vector of literal (`Vector<2>`) or named (`Vector<"d">`) length. Equal names mean equal lengths; literal sizes
 * can be destructured: `[x, y]: Vector<2>`.
 */
export type Vector<N extends number | string> = Dimension<number, N>;

/** A matrix as an array of rows: `Matrix<"n", "d">` has n rows of length d, and `Z[i]` is a `Vector<"d">`. */
export type Matrix<Rows extends number | string, Columns extends number | string> = Dimension<Vector<Columns>, Rows>;
