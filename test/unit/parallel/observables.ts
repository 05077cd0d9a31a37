/** What the threads of the test observe. */
export const observe = {
  angle: (x: Float64Array): number => Math.atan2(x[1]!, x[0]! / 2),
  product: (x: Float64Array): number => x[0]! * x[1]!,
};
