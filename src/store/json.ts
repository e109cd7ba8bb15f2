/**
 * Reads back a JSON column that this program wrote itself; `T` is what it wrote there. Not for foreign data,
 * which is checked where it comes in.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it names what was written
export function fromJson<T>(text: string): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own rows are what a store must trust
  return JSON.parse(text) as T;
}
