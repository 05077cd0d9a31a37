/** The instructions of WebAssembly that kernels use, by their names in the specification. */

const SCALAR = {
  else: 0x05,
  end: 0x0b,
  return: 0x0f,
  drop: 0x1a,
  select: 0x1b,
  "i32.eqz": 0x45,
  "i32.eq": 0x46,
  "i32.ne": 0x47,
  "i32.lt_s": 0x48,
  "i32.gt_s": 0x4a,
  "i32.le_s": 0x4c,
  "i32.ge_s": 0x4e,
  "i64.eq": 0x51,
  "f64.eq": 0x61,
  "f64.ne": 0x62,
  "f64.lt": 0x63,
  "f64.gt": 0x64,
  "f64.le": 0x65,
  "f64.ge": 0x66,
  "i32.add": 0x6a,
  "i32.sub": 0x6b,
  "i32.mul": 0x6c,
  "i32.and": 0x71,
  "i32.or": 0x72,
  "i32.shl": 0x74,
  "i64.add": 0x7c,
  "i64.sub": 0x7d,
  "i64.and": 0x83,
  "i64.or": 0x84,
  "i64.xor": 0x85,
  "i64.shl": 0x86,
  "i64.shr_u": 0x88,
  "f64.abs": 0x99,
  "f64.neg": 0x9a,
  "f64.floor": 0x9c,
  "f64.nearest": 0x9e,
  "f64.sqrt": 0x9f,
  "f64.add": 0xa0,
  "f64.sub": 0xa1,
  "f64.mul": 0xa2,
  "f64.div": 0xa3,
  "f64.min": 0xa4,
  "f64.max": 0xa5,
  "i32.trunc_f64_s": 0xaa,
  "f64.convert_i32_s": 0xb7,
  "i64.reinterpret_f64": 0xbd,
  "f64.reinterpret_i64": 0xbf,
} as const;

/** Behind the prefix 0xfd: two doubles, or two 64-bit integers, at once. */
const SIMD = {
  "f64x2.splat": 20,
  "i64x2.splat": 18,
  "f64x2.eq": 71,
  "f64x2.ne": 72,
  "f64x2.lt": 73,
  "f64x2.gt": 74,
  "f64x2.le": 75,
  "f64x2.ge": 76,
  "v128.not": 77,
  "v128.and": 78,
  "v128.or": 80,
  "v128.xor": 81,
  "v128.bitselect": 82,
  "v128.any_true": 83,
  "f64x2.floor": 117,
  "f64x2.nearest": 148,
  "i64x2.shl": 203,
  "i64x2.shr_u": 205,
  "i64x2.add": 206,
  "i64x2.sub": 209,
  "i64x2.eq": 214,
  "f64x2.abs": 236,
  "f64x2.neg": 237,
  "f64x2.sqrt": 239,
  "f64x2.add": 240,
  "f64x2.sub": 241,
  "f64x2.mul": 242,
  "f64x2.div": 243,
  "f64x2.min": 244,
  "f64x2.max": 245,
} as const;

/** An immediate follows: an index, a constant, a place in memory, a lane. */
const WITH_IMMEDIATE = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  br: 0x0c,
  br_if: 0x0d,
  call: 0x10,
  "local.get": 0x20,
  "local.set": 0x21,
  "local.tee": 0x22,
  "global.get": 0x23,
  "f64.load": 0x2b,
  "f64.store": 0x39,
  "i32.const": 0x41,
  "i64.const": 0x42,
  "f64.const": 0x44,
} as const;

const SIMD_WITH_IMMEDIATE = {
  "v128.load": 0,
  "v128.load64_splat": 10,
  "v128.store": 11,
  "v128.const": 12,
  "f64x2.extract_lane": 33,
  "f64x2.replace_lane": 34,
} as const;

export const SIMD_PREFIX = 0xfd;
export const INSTRUCTIONS = { ...SCALAR, ...SIMD };
export const IMMEDIATE_INSTRUCTIONS = { ...WITH_IMMEDIATE, ...SIMD_WITH_IMMEDIATE };

/** An instruction whose operands are all on the stack. */
export type Instruction = keyof typeof INSTRUCTIONS;
export type ImmediateInstruction = keyof typeof IMMEDIATE_INSTRUCTIONS;

export const isSimd = (name: Instruction | ImmediateInstruction): boolean =>
  name in SIMD || name in SIMD_WITH_IMMEDIATE;

export const VALUE_TYPES = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof VALUE_TYPES;

/** The type of a block without a result. */
export const NO_RESULT = 0x40;
