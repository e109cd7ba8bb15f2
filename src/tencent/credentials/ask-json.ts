import { SourceFault } from '../../poll/port/job-source.ts';
import type { OutgoingRequest } from '../../platform/http/http-client.ts';
import type { SourceClient } from '../request/source-client.ts';
import { credentialFault } from './credential-fault.ts';

/** The longest answer that is read: a key has some 2 KB. */
export const MAX_KEY_BYTES = 64 * 1024;

/** The service that is asked (`the metadata service`), and advice when it does not answer. */
export interface Asked {
  what: string;
  hint: string;
}

/**
 * Sends a request to a source of keys and gives the text of its 200.
 * @throws SourceFault `network`, `timeout`, `malformed` as the client found it; `server` for a 5xx, else `auth`.
 */
export async function askText(
  { client, signal }: { client: SourceClient; signal: AbortSignal },
  request: OutgoingRequest,
  { what, hint }: Asked,
): Promise<string> {
  try {
    const { status, body } = await client.send(request, signal);
    if (status === 200) return body;
    throw credentialFault(`${what} answered ${status}`, {
      code: `credentials-http-${status}`,
      reason: status >= 500 ? 'server' : 'auth',
      hint,
    });
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    if (error.hint === hint) throw error;
    throw credentialFault(`${what}: ${error.message}`, {
      code: error.code,
      reason: error.reason,
      retryable: error.retryable,
      // Other advice for the job list does not fit here.
      hint: (error.code.startsWith('proxy-') ? error.hint : undefined) ?? hint,
      cause: error,
    });
  }
}

/** A JSON object whose values are still unknown; undefined for anything else. */
export function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return toObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function toObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

/** A text that is there and not empty. */
export function readText(
  object: Readonly<Record<string, unknown>> | undefined,
  name: string,
): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
