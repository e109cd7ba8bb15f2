import { escapeUnseen } from '../../platform/unseen.ts';

/**
 * Writes a value as JSON for people and programs. What JSON leaves as it is but a terminal may obey is escaped, which
 * reads back as the same text.
 */
export function formatJson(value: unknown): string {
  return `${escapeUnseen(JSON.stringify(value, null, 2))}\n`;
}
