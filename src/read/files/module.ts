/** What a file declares, imports and exports. */
import type { Node, SourceFile } from "ts-morph";
import type { Reader } from "../reader.js";
import type { Scope } from "../values/scope.js";
import type { Value } from "../values/values.js";

/** What a type name stands for: a declaration of the user, or one of the types of gen-sde. */
export type TypeMeaning =
  | { readonly kind: "declared"; readonly declaration: Node; readonly types: ReadonlyMap<string, TypeMeaning> }
  | { readonly kind: "builtin"; readonly name: string };

/** A value that is computed at its first use. */
export type Later = (use: Node) => Value;

export interface Module {
  readonly file: SourceFile;
  readonly scope: Scope;
  readonly types: Map<string, TypeMeaning>;
  readonly exports: Map<string, Exported>;
}

export interface Exported {
  /** Where to report what is wrong with it as a whole. */
  readonly site: Node;
  readonly value: Later;
}

export interface Loading {
  readonly reader: Reader;
  readonly load: (path: string) => Module;
}
