import { request, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { text } from 'node:stream/consumers';
import { type DaemonAddress, localUrls, readAddress } from '../../../http/address-file.ts';
import { SECOND, type Duration } from '../../../platform/time.ts';

/** Docker gives the health check of the image 5 s. */
const DEADLINE: Duration = 4 * SECOND;

/** The answer of a daemon on this machine. */
export interface Health {
  isReady: boolean;
  /** The reason, in one sentence or more. */
  why: string;
  /** The reasons of a daemon that answers; undefined where none does. */
  reasons: readonly string[] | undefined;
}

/** Asks the daemon that left its address in a file whether it is ready. Takes some four seconds at most. */
export async function askHealth(file: string): Promise<Health> {
  const address = addressIn(file);
  if (address === undefined) return silent(`no daemon runs that has left its address in ${file}`);
  const signal = AbortSignal.timeout(DEADLINE);
  let health = silent('it has no address');
  for (const url of localUrls(address)) {
    health = await ask(url, { token: address.healthToken, signal });
    if (health.isReady) return health;
  }
  return health;
}

function silent(why: string): Health {
  return { isReady: false, why, reasons: undefined };
}

function addressIn(file: string): DaemonAddress | undefined {
  try {
    return readAddress(file);
  } catch {
    return undefined;
  }
}

async function ask(url: URL, by: { token: string; signal: AbortSignal }): Promise<Health> {
  const daemon = `the daemon at ${url.origin}`;
  try {
    const { status, body } = await get(new URL('/readyz', url), by);
    if (status === 200) return { isReady: true, why: `${daemon} answers`, reasons: [] };
    const lines = body.replaceAll('not ready: ', '').trim().split('\n');
    const shown = lines.slice(0, 5).join('; ').slice(0, 500);
    return { isReady: false, why: `${daemon} says ${status}: ${shown}`, reasons: lines };
  } catch (error) {
    const reason = by.signal.aborted ? `no answer within ${DEADLINE / SECOND} s` : codeOf(error);
    return silent(`${daemon} cannot be reached (${reason})`);
  }
}

/** `fetch` would take 16 MB more, and who checks shares the container's memory. */
async function get(
  url: URL,
  { token, signal }: { token: string; signal: AbortSignal },
): Promise<{ status: number | undefined; body: string }> {
  const send = url.protocol === 'https:' ? requestTls : request;
  const headers = { Authorization: `Bearer ${token}` };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  // Whose certificate it is does not matter on the way to oneself.
  const options = { headers, signal, agent: false, rejectUnauthorized: false };
  send(url, options, resolve).once('error', reject).end();
  const response = await promise;
  return { status: response.statusCode, body: await text(response) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
