/** A YAML mapping as plain data. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Says whether the value is a mapping, and no list or anything a YAML tag made. */
export function isMapping(value: unknown): value is Mapping {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
