/**
 * Just enough of a WebAssembly assembler for two functions: code is bytes, and each of these functions gives code that
 * leaves a value on the stack, or takes one and stores it.
 *
 * Source of the opcodes: WebAssembly Core Specification 2.0, §5.4 and §5.5.
 */
export type Code = readonly number[];

const unsigned = (n: number): Code => (n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)]);
const signed = (n: number): Code => (n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...signed(n >> 7)]);
const word = (n: number): Code => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24];
const counted = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (code: Code): Code => [...unsigned(code.length), ...code];
const section = (id: number, content: Code): Code => [id, ...sized(content)];
const name = (text: string): Code => sized(Array.from(text, (letter) => letter.charCodeAt(0)));

const I32 = 0x7f;
const V128 = 0x7b;

// Locals are numbered: parameters first.
export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

export const i32 = (n: number): Code => [0x41, ...signed(n)];
const binary =
  (opcode: number) =>
  (a: Code, b: Code): Code => [...a, ...b, opcode];
export const isNot = binary(0x47);
export const isAbove = binary(0x4a); // signed
export const addWord = binary(0x6a);
export const subtractWord = binary(0x6b);
export const andWord = binary(0x71);
export const orWord = binary(0x72);
export const shiftWord = binary(0x74); // left
export const storeWord = (address: Code, value: Code): Code => [...address, ...value, 0x36, 2, 0];
/** One value or the other. */
export const choose = (condition: Code, then: Code, otherwise: Code): Code => [
  ...then,
  ...otherwise,
  ...condition,
  0x1b,
];
/** Runs the body, and again as long as the condition holds. */
export const repeat = (body: Code, again: Code): Code => [0x03, 0x40, ...body, ...again, 0x0d, 0, 0x0b];

export const simd = (opcode: number, ...operands: readonly Code[]): Code => [
  ...operands.flat(),
  ...[0xfd, ...unsigned(opcode)],
];
export const constant = (words: readonly number[]): Code => [...simd(12), ...words.flatMap(word)];
export const everywhere = (n: number): Code => constant([n, n, n, n]);
export const load = (address: Code, offset = 0): Code => [...simd(0, address), 0, ...unsigned(offset)];
export const store = (address: Code, value: Code): Code => [...simd(11, address, value), 0, 0];
/** The 32-bit lanes so numbered of the eight of a and b. */
export const lanes = (a: Code, b: Code, picked: readonly number[]): Code => [
  ...simd(13, a, b),
  ...picked.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
];

export interface Assembled {
  /** How many parameters, all of them 32-bit words. */
  readonly parameters: number;
  /** How many words and vectors are kept in locals behind the parameters: the words first. */
  readonly words: number;
  readonly vectors: number;
  /** Whether a word is left on the stack. */
  readonly returns: boolean;
  readonly body: Code;
}

/** A module of these functions; its memory, of one page, is imported: `memory` of `host`. */
export function assemble(functions: Readonly<Record<string, Assembled>>): Uint8Array {
  const all = Object.values(functions);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, counted(all.map(typeOf))),
    ...section(2, counted([[...name("host"), ...name("memory"), 2, 0, 1]])),
    ...section(3, counted(all.map((_, i) => unsigned(i)))),
    ...section(7, counted(Object.keys(functions).map((text, i) => [...name(text), 0, ...unsigned(i)]))),
    ...section(10, counted(all.map(({ words, vectors, body }) => sized([...localsOf(words, vectors), ...body, 0x0b])))),
  ]);
}

const typeOf = ({ parameters, returns }: Assembled): Code => [
  ...[0x60, ...counted(Array.from({ length: parameters }, () => [I32]))],
  ...counted(returns ? [[I32]] : []),
];

const localsOf = (words: number, vectors: number): Code =>
  counted([
    [...unsigned(words), I32],
    [...unsigned(vectors), V128],
  ]);
