import { createHash } from 'node:crypto';

/**
 * Returns the name of a destination: its host, and a mark that distinguishes it from others there. The mark reveals
 * nothing of the secret in its URL. The same URL on the same channel always has the same name.
 */
export function destinationName(channel: string, url: URL, secrets: readonly string[] = []): string {
  const text = [channel, url.href, ...secrets].join('\n');
  return `${url.host} #${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
