/** Loads files and those they import, each once. */
import type { Node, SourceFile } from "ts-morph";
import { globalScope } from "../library/globals.js";
import type { Module } from "./module.js";
import type { Reader } from "../reader.js";
import { Scope } from "../values/scope.js";
import type { SourceFiles } from "./source-files.js";
import { declareStatement } from "./top-level.js";

export class Modules {
  readonly #loaded = new Map<SourceFile, Module>();
  readonly #globals: Scope;

  constructor(
    private readonly files: SourceFiles,
    private readonly reader: Reader,
  ) {
    this.#globals = globalScope(reader);
  }

  /** `text` stands for what is on the disk. */
  load(path: string, text?: string): Module {
    const file = this.files.open(path, text);
    const known = this.#loaded.get(file);
    if (known) return known;
    const module: Module = { file, scope: Scope.forCall(this.#globals), types: new Map(), exports: new Map() };
    this.#loaded.set(file, module);
    const loading = { reader: this.reader, load: (other: string) => this.load(other) };
    for (const statement of file.getStatements()) declareStatement(statement, module, loading);
    return module;
  }

  /** The module that a piece of syntax stands in. */
  of(node: Node): Module {
    return this.load(node.getSourceFile().getFilePath());
  }
}
