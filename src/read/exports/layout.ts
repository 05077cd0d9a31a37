/** What a type annotation says of sizes: arrays of numbers, and objects of such arrays. */
import {
  Node,
  type PropertySignature,
  SyntaxKind,
  type TupleTypeNode,
  type TypeElementTypes,
  type TypeNode,
} from "ts-morph";
import type { Size } from "../../expr/index.js";
import type { TypeMeaning } from "../files/module.js";
import type { Faults } from "../reader.js";

export type Layout =
  | { readonly kind: "array"; readonly shape: readonly Size[] }
  | { readonly kind: "object"; readonly fields: readonly (readonly [name: string, layout: Layout])[] };

type Types = ReadonlyMap<string, TypeMeaning>;

const NUMBER: Layout = { kind: "array", shape: [] };
const SIZES_OF_BUILTIN: Readonly<Record<string, number>> = { Scalar: 0, Vector: 1, Matrix: 2 };

/** Arrays of literal sizes are written out, entry by entry. */
const MOST_ENTRIES = 4096;

/** `inside` are the declarations being read, to notice types that contain themselves. */
export function readLayout(type: TypeNode, types: Types, faults: Faults, inside: readonly Node[] = []): Layout {
  if (type.getKind() === SyntaxKind.NumberKeyword) return NUMBER;
  if (Node.isParenthesizedTypeNode(type)) return readLayout(type.getTypeNode(), types, faults, inside);
  if (Node.isTypeLiteral(type)) return readFields(type.getMembers(), types, faults, inside);
  if (Node.isTypeOperatorTypeNode(type) && type.getOperator() === SyntaxKind.ReadonlyKeyword)
    return readLayout(type.getTypeNode(), types, faults, inside);
  if (Node.isTupleTypeNode(type)) return readTuple(type, types, faults, inside);
  if (!Node.isTypeReference(type)) return faults.fail(type, "unknownType", { type: type.getText() });

  const name = type.getTypeName().getText();
  const parameters = type.getTypeArguments();
  const meaning = types.get(name);
  if (!meaning && name === "Readonly" && parameters.length === 1)
    return readLayout(parameters[0]!, types, faults, inside);
  if (meaning?.kind === "builtin") {
    if (parameters.length !== SIZES_OF_BUILTIN[meaning.name])
      return faults.fail(type, "unknownType", { type: type.getText() });
    const shape = parameters.map((size) => readSize(size, types, faults));
    const entries = shape.reduce<number>((product, size) => product * (typeof size === "number" ? size : 1), 1);
    if (entries > MOST_ENTRIES) return faults.fail(type, "tooManyEntries", { entries, most: MOST_ENTRIES });
    return { kind: "array", shape };
  }
  if (meaning?.kind !== "declared" || parameters.length > 0)
    return faults.fail(type, "unknownType", { type: type.getText() });
  const { declaration } = meaning;
  if (inside.includes(declaration)) return faults.fail(type, "circularDefinition", { name });
  const deeper = [...inside, declaration];
  if (Node.isInterfaceDeclaration(declaration) && declaration.getExtends().length === 0)
    return readFields(declaration.getMembers(), meaning.types, faults, deeper);
  if (Node.isTypeAliasDeclaration(declaration))
    return readLayout(declaration.getTypeNodeOrThrow(), meaning.types, faults, deeper);
  return faults.fail(type, "unknownType", { type: type.getText() });
}

/** [number, number] is a Vector<2>, [Vector<3>, Vector<3>] a Matrix<2, 3>. */
function readTuple(type: TupleTypeNode, types: Types, faults: Faults, inside: readonly Node[]): Layout {
  const rows = type.getElements().map((element) => {
    const each = Node.isNamedTupleMember(element) ? element.getTypeNode() : element;
    return readLayout(each, types, faults, inside);
  });
  const [first] = rows;
  if (first?.kind !== "array" || !rows.every((row) => formatLayout(row) === formatLayout(first)))
    return faults.fail(type, "unknownType", { type: type.getText() });
  return { kind: "array", shape: [rows.length, ...first.shape] };
}

function readFields(
  members: readonly TypeElementTypes[],
  types: Types,
  faults: Faults,
  inside: readonly Node[],
): Layout {
  const fields = members.map((member) => {
    const type = isPlainField(member) ? member.getTypeNode() : undefined;
    if (!type) return faults.fail(member, "unknownType", { type: member.getText() });
    return [(member as PropertySignature).getName(), readLayout(type, types, faults, inside)] as const;
  });
  return { kind: "object", fields };
}

const isPlainField = (member: Node): member is PropertySignature =>
  Node.isPropertySignature(member) && Node.isIdentifier(member.getNameNode()) && !member.hasQuestionToken();

/** A positive integer, a name in quotes, or an alias of one of them. */
function readSize(type: TypeNode, types: Types, faults: Faults): Size {
  const refuse = () => faults.fail(type, "badSize", { size: type.getText() });
  if (Node.isTypeReference(type)) {
    const meaning = types.get(type.getText());
    if (meaning?.kind !== "declared" || !Node.isTypeAliasDeclaration(meaning.declaration)) return refuse();
    return readSize(meaning.declaration.getTypeNodeOrThrow(), meaning.types, faults);
  }
  const literal = Node.isLiteralTypeNode(type) ? type.getLiteral() : undefined;
  if (Node.isNumericLiteral(literal)) {
    const size = literal.getLiteralValue();
    return Number.isSafeInteger(size) && size > 0 ? size : refuse();
  }
  // The name becomes a variable of the generated code.
  if (Node.isStringLiteral(literal) && /^[A-Za-z]\w*$/.test(literal.getLiteralValue()))
    return literal.getLiteralValue();
  return refuse();
}

export function formatLayout(layout: Layout): string {
  if (layout.kind === "object")
    return `{ ${layout.fields.map(([name, field]) => `${name}: ${formatLayout(field)}`).join("; ")} }`;
  const sizes = layout.shape.map((size) => JSON.stringify(size)).join(", ");
  if (layout.shape.length === 0) return "a number";
  return layout.shape.length === 1 ? `Vector<${sizes}>` : `Matrix<${sizes}>`;
}
