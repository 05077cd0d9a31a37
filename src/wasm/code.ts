/** Code as a tree of bytes: an operation is its operands' code followed by its own. Flattened once, at the end. */
import { signedLeb, unsignedLeb } from "./leb128.js";
import {
  IMMEDIATE_INSTRUCTIONS,
  INSTRUCTIONS,
  type ImmediateInstruction,
  type Instruction,
  NO_RESULT,
  SIMD_PREFIX,
  VALUE_TYPES,
  type ValueType,
  isSimd,
} from "./opcodes.js";

/** A function of the module that is being built; its index is known when all imports are. */
export interface Callee {
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | undefined;
}
export type Code = number | Callee | readonly Code[];

/** The operands, then an instruction without immediates. */
export const op = (name: Instruction, ...operands: readonly Code[]): Code => [
  ...operands,
  isSimd(name) ? [SIMD_PREFIX, unsignedLeb(INSTRUCTIONS[name])] : INSTRUCTIONS[name],
];

/** An instruction followed by immediates. */
export const immediate = (name: ImmediateInstruction, ...bytes: readonly Code[]): Code => [
  isSimd(name) ? [SIMD_PREFIX, unsignedLeb(IMMEDIATE_INSTRUCTIONS[name])] : IMMEDIATE_INSTRUCTIONS[name],
  ...bytes,
];

/** IEEE 754, little endian. */
const doubleBytes = (x: number): readonly number[] => [...new Uint8Array(Float64Array.of(x).buffer)];
const longBytes = (x: bigint): readonly number[] => [...new Uint8Array(BigInt64Array.of(BigInt.asIntN(64, x)).buffer)];

export const i32 = (x: number): Code => immediate("i32.const", signedLeb(BigInt(x)));
export const i64 = (x: bigint): Code => immediate("i64.const", signedLeb(BigInt.asIntN(64, x)));
export const f64 = (x: number): Code => immediate("f64.const", doubleBytes(x));
export const f64x2 = (x: number): Code => immediate("v128.const", doubleBytes(x), doubleBytes(x));
export const i64x2 = (x: bigint): Code => immediate("v128.const", longBytes(x), longBytes(x));

const ALIGNED_TO_8 = 3;
/** `offset` bytes behind the address. */
export const load = (name: "f64.load" | "v128.load" | "v128.load64_splat", address: Code, offset = 0): Code => [
  address,
  immediate(name, ALIGNED_TO_8, unsignedLeb(offset)),
];
export const store = (name: "f64.store" | "v128.store", address: Code, value: Code, offset = 0): Code => [
  address,
  value,
  immediate(name, ALIGNED_TO_8, unsignedLeb(offset)),
];
export const lane = (pair: Code, which: 0 | 1): Code => [pair, immediate("f64x2.extract_lane", which)];
export const pair = (low: Code, high: Code): Code => [op("f64x2.splat", low), high, immediate("f64x2.replace_lane", 1)];

export const call = (callee: Callee, ...args: readonly Code[]): Code => [...args, immediate("call", callee)];

/** Runs `then` where the condition holds. */
export const when = (condition: Code, then: Code): Code => [condition, immediate("if", NO_RESULT), then, op("end")];

/** One of two values, only that one computed. */
export const choose = (type: ValueType, condition: Code, then: Code, otherwise: Code): Code => [
  condition,
  immediate("if", VALUE_TYPES[type]),
  then,
  op("else"),
  otherwise,
  op("end"),
];

/** Repeats `body` while the condition holds. */
export const whileLoop = (condition: Code, body: Code): Code =>
  when(condition, [immediate("loop", NO_RESULT), body, condition, immediate("br_if", unsignedLeb(0)), op("end")]);

/** The bytes, every callee as its index. */
export function bytesOf(code: Code, indexOf: (callee: Callee) => number): readonly number[] {
  const bytes: number[] = [];
  const visit = (part: Code): void => {
    if (typeof part === "number") bytes.push(part);
    else if ("parameters" in part) bytes.push(...unsignedLeb(indexOf(part)));
    else for (const inner of part) visit(inner);
  };
  visit(code);
  return bytes;
}
