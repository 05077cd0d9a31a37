/** Binding strength of a printed form: what binds weaker than its place asks for gets parentheses. */
export enum Binds {
  Choice = 0,
  Sum = 1,
  Product = 2,
  Power = 3,
  Atom = 4,
}

/** A printed form. */
export type Printed = readonly [text: string, binds: Binds];
