/** Numbers given on the command line; an option that is not given is undefined. */
export interface Numbers {
  count<T extends string | undefined>(option: string, text: T, least: number): Read<T>;
  positive<T extends string | undefined>(option: string, text: T): Read<T>;
}

type Read<T> = T extends undefined ? undefined : number;

/** `refuse` makes the error for a text that is no such number. */
export function numbers(refuse: (problem: string) => Error): Numbers {
  const read = <T extends string | undefined>(
    option: string,
    text: T,
    isAllowed: (value: number) => boolean,
    what: string,
  ): Read<T> => {
    if (text === undefined) return undefined as Read<T>;
    const value = Number(text);
    if (text.trim() === "" || !isAllowed(value)) throw refuse(`${option} must be ${what}, not \`${text}\``);
    return value as Read<T>;
  };
  return {
    count: (option, text, least) =>
      read(option, text, (v) => Number.isSafeInteger(v) && v >= least, `an integer from ${String(least)}`),
    positive: (option, text) => read(option, text, (v) => v > 0 && v < Infinity, "a positive number"),
  };
}
