/** The runtime's own name of a time zone, whatever the case; `undefined` for an offset and for what it does not know. */
export function canonicalTimezone(value: string): string | undefined {
  if (!/^[A-Za-z]/.test(value)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
