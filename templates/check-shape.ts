/** Data of a wrong shape are an error at once, not a NaN later. */
export function checkShape(value: unknown, shape: readonly number[], path: string): void {
  const [length, ...rest] = shape;
  if (length === undefined) {
    if (!Number.isFinite(value)) throw new TypeError(`${path}: expected a finite number, got ${String(value)}`);
  } else if (!Array.isArray(value) || value.length !== length) {
    const got = Array.isArray(value) ? `${value.length} entries` : typeof value;
    throw new TypeError(`${path}: expected an array of ${length} entries, got ${got}`);
  } else {
    value.forEach((entry: unknown, i) => {
      checkShape(entry, rest, `${path}[${i}]`);
    });
  }
}

/** Names what is missing. */
export function checkFields(value: unknown, names: readonly string[], path: string): void {
  const fields: object = typeof value === "object" && value !== null ? value : {};
  const missing = names.filter((name) => !(name in fields)).join(", ");
  if (missing !== "") throw new TypeError(`${path}: expected an object with ${names.join(", ")}; missing ${missing}`);
}
