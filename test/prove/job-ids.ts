/** Ids shaped as the service's: a `b` and 32 hexadecimal digits. */
export function jobIdOf(number: number): string {
  return `b${number.toString(16).padStart(32, '0')}`;
}
