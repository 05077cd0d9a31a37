/** Functions written by the user: every call reads the body again, with the arguments' values. */
import {
  type ArrowFunction,
  type FunctionDeclaration,
  type FunctionExpression,
  Node,
  type ParameterDeclaration,
} from "ts-morph";
import { list } from "../values/arrays.js";
import { chooseValue } from "./conditions.js";
import { type Binder, bind } from "./patterns.js";
import { type Reader, Unreadable } from "../reader.js";
import { Scope } from "../values/scope.js";
import { type Callable, NOTHING, type Protection, type Value } from "../values/values.js";

export type FunctionNode = ArrowFunction | FunctionExpression | FunctionDeclaration;

export const isFunctionNode = (node: Node): node is FunctionNode =>
  Node.isArrowFunction(node) || Node.isFunctionExpression(node) || Node.isFunctionDeclaration(node);

function nameOf(node: FunctionNode): string {
  const own = Node.isArrowFunction(node) ? undefined : node.getName();
  const parent = node.getParent();
  return own ?? (Node.isVariableDeclaration(parent) ? parent.getName() : "this function");
}

export function userFunction(node: FunctionNode, scope: Scope, reader: Reader): Callable {
  const parameters = node.getParameters();
  const required = parameters.filter((each) => !each.isOptional() && !each.isRestParameter()).length;
  const most = parameters.some((each) => each.isRestParameter()) ? Infinity : parameters.length;
  const name = nameOf(node);
  if (node.isAsync()) reader.faults.fail(node, "unsupported", { what: "an async function" });
  if (!Node.isArrowFunction(node) && node.isGenerator())
    reader.faults.fail(node, "unsupported", { what: "a generator function" });

  const apply = (args: readonly Value[], _: Node, own?: Protection): Value => {
    const inside = Scope.forCall(scope);
    const { result, written } = reader.journal.observe(() => {
      bindArguments(parameters, args, { scope: inside, reader, ...(own && { protection: own }) });
      return readBody(node, inside, reader);
    });
    const { early, unreadable } = inside.frame;
    if (unreadable) throw new Unreadable(name);
    if (early.length === 0) return result;
    // Whether the rest of the function ran, and so what it wrote, depends on the conditions.
    if (written.length > 0) return reader.faults.fail(node, "earlyReturn", { name });
    if (result.kind === "nothing") return reader.faults.fail(node, "missingReturn", { name });
    return early.reduceRight<Value>((rest, { when, value }) => chooseValue(when, value, rest, node, reader), result);
  };
  return { kind: "function", name, arity: [required, most], declaration: node, apply };
}

function bindArguments(parameters: readonly ParameterDeclaration[], args: readonly Value[], binder: Binder): void {
  const { scope, reader } = binder;
  parameters.forEach((parameter, i) => {
    const given = parameter.isRestParameter() ? list(args.slice(i), reader) : (args[i] ?? NOTHING);
    const fallback = given.kind === "nothing" ? parameter.getInitializer() : undefined;
    bind(parameter.getNameNode(), fallback ? reader.evaluate(fallback, scope) : given, binder);
  });
}

function readBody(node: FunctionNode, inside: Scope, reader: Reader): Value {
  const body = node.getBody();
  if (!body) throw new Error("internal: a function without a body");
  if (!Node.isBlock(body)) return reader.evaluate(body, inside);
  const completion = reader.execute(body, inside);
  return completion.exit === "return" ? completion.value : NOTHING;
}
