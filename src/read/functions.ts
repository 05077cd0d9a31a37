/** Functions written by the user: every call reads the body again, with the arguments' values. */
import { type ArrowFunction, type FunctionDeclaration, type FunctionExpression, Node } from "ts-morph";
import { list } from "./arrays.js";
import { chooseValue } from "./conditions.js";
import { bind } from "./patterns.js";
import { type Reader, Unreadable } from "./reader.js";
import { Scope } from "./scope.js";
import { type Callable, NOTHING, type Protection, type Value } from "./values.js";

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
    parameters.forEach((parameter, i) => {
      const given = parameter.isRestParameter() ? list(args.slice(i), reader) : args[i];
      const value = given ?? reader.evaluate(parameter.getInitializerOrThrow(), inside);
      bind(parameter.getNameNode(), value, { scope: inside, reader, ...(own && { protection: own }) });
    });
    return runBody(node, name, inside, reader);
  };
  return { kind: "function", name, arity: [required, most], declaration: node, apply };
}

function runBody(node: FunctionNode, name: string, inside: Scope, reader: Reader): Value {
  const body = node.getBody();
  if (!body) throw new Error(`internal: ${name} has no body`);
  if (!Node.isBlock(body)) return reader.evaluate(body, inside);
  const { result, written } = reader.journal.observe(() => reader.execute(body, inside));
  const { early, unreadable } = inside.frame;
  if (unreadable) throw new Unreadable(name);
  const last = result.exit === "return" ? result.value : NOTHING;
  if (early.length === 0) return last;
  if (written.length > 0) return reader.faults.fail(node, "earlyReturn", { name });
  if (last.kind === "nothing") return reader.faults.fail(node, "missingReturn", { name });
  return early.reduceRight<Value>((rest, { when, value }) => chooseValue(when, value, rest, node, reader), last);
}
