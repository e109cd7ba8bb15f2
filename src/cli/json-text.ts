/**
 * Writes a value as JSON for people and programs. What JSON leaves as it is but a terminal may obey (8-bit
 * control characters, direction overrides) is escaped, which reads back as the same text.
 */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}
