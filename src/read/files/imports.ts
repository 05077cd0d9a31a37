/** Imports and export lists: only gen-sde and files of the user can be read, and only what is used has to be. */
import type { ExportDeclaration, ImportDeclaration, Node } from "ts-morph";
import { library } from "../library/globals.js";
import type { Later, Loading, Module } from "./module.js";
import { resolveImport } from "./source-files.js";
import { UNREAD, type Value } from "../values/values.js";

const LIBRARY_TYPES: ReadonlySet<string> = new Set(["Vector", "Matrix", "Scalar"]);

export function readImport(node: ImportDeclaration, module: Module, loading: Loading): void {
  const origin = node.getModuleSpecifierValue();
  if (origin === "gen-sde") readLibraryImport(node, module, loading);
  else if (origin.startsWith(".")) readRelativeImport(node, origin, module, loading);
  else {
    for (const name of localNames(node))
      module.scope.declare(name, (use) => loading.reader.faults.fail(use, "foreign", { name, origin: `"${origin}"` }));
  }
}

/** The names of `import fallback, { name as local } from …`. */
function namesOf(node: ImportDeclaration) {
  const named = node.getNamedImports().map((each) => {
    return { name: each.getName(), local: each.getAliasNode()?.getText() ?? each.getName(), site: each.getNameNode() };
  });
  const fallback = node.getDefaultImport();
  return fallback ? [{ name: "default", local: fallback.getText(), site: fallback }, ...named] : named;
}

const localNames = (node: ImportDeclaration): string[] => [
  ...namesOf(node).map(({ local }) => local),
  ...[node.getNamespaceImport()?.getText() ?? []].flat(),
];

function readLibraryImport(node: ImportDeclaration, { scope, types }: Module, { reader }: Loading): void {
  const all = library(reader);
  const whole = node.getNamespaceImport();
  if (whole) {
    scope.declare(whole.getText(), () => all);
    for (const name of LIBRARY_TYPES) types.set(`${whole.getText()}.${name}`, { kind: "builtin", name });
  }
  for (const { name, local, site } of namesOf(node)) {
    const value = all.fields.get(name);
    if (LIBRARY_TYPES.has(name)) types.set(local, { kind: "builtin", name });
    else if (value) scope.declare(local, () => value);
    else {
      reader.faults.note(site, "unknownExport", { name });
      scope.declare(local, () => UNREAD);
    }
  }
}

function readRelativeImport(node: ImportDeclaration, origin: string, module: Module, loading: Loading): void {
  const { faults } = loading.reader;
  const specifier = node.getModuleSpecifier();
  const path = resolveImport(module.file.getFilePath(), origin);
  if (path === undefined) {
    faults.note(specifier, "missingModule", { file: `"${origin}"` });
    declareUnread(node, module);
    return;
  }
  const other = loading.load(path);
  // Looked up at the use: files may import each other.
  const exported = (name: string, use: Node): Value =>
    (other.exports.get(name) ?? faults.fail(use, "missingExport", { file: `"${origin}"`, name })).value(use);
  const whole = node.getNamespaceImport()?.getText();
  if (whole !== undefined) {
    module.scope.declare(whole, () => ({ kind: "object", fields: new Map(), later: exported }));
    for (const [name, type] of other.types) module.types.set(`${whole}.${name}`, type);
  }
  for (const { name, local } of namesOf(node)) {
    const type = other.types.get(name);
    if (type) module.types.set(local, type);
    module.scope.declare(local, (use) => exported(name, use));
  }
}

/** What was reported at the import is not reported at the uses. */
function declareUnread(node: ImportDeclaration, { scope }: Module): void {
  for (const name of localNames(node)) scope.declare(name, () => UNREAD);
}

/** `export { name as other }`, with or without `from "./file.js"`. */
export function readExports(node: ExportDeclaration, module: Module, loading: Loading): void {
  const { faults } = loading.reader;
  const origin = node.getModuleSpecifierValue();
  if (node.isNamespaceExport() || (origin !== undefined && !origin.startsWith("."))) {
    faults.note(node, "importForm");
    return;
  }
  const path = origin === undefined ? undefined : resolveImport(module.file.getFilePath(), origin);
  if (origin !== undefined && path === undefined) {
    faults.note(node, "missingModule", { file: `"${origin}"` });
    return;
  }
  const other = path === undefined ? undefined : loading.load(path);
  for (const each of node.getNamedExports()) {
    const name = each.getName();
    const value: Later = (use) => {
      const later = other ? other.exports.get(name)?.value : module.scope.lookup(name);
      return typeof later === "function" ? later(use) : faults.fail(each, "unknownName", { name });
    };
    module.exports.set(each.getAliasNode()?.getText() ?? name, { site: each, value });
  }
}
