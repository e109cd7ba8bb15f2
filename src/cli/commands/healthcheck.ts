import { request, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { text } from 'node:stream/consumers';
import { readSmallFile } from '../../platform/small-file.ts';
import { SECOND, type Duration } from '../../platform/time.ts';
import {
  addressFile,
  addressFileBeside,
  type DaemonAddress,
  localUrls,
  readAddress,
} from '../../http/address-file.ts';
import { configPath } from '../terminal/config-path.ts';
import { EXIT } from '../exit/exit-code.ts';
import type { Terminal } from '../../platform/terminal.ts';

type Platform = Pick<Terminal, 'env' | 'out' | 'err'>;

/** Docker gives the health check of the image 5 s. */
const DEADLINE: Duration = 4 * SECOND;

interface Health {
  isReady: boolean;
  /** The reason, in one sentence or more. */
  why: string;
}

/**
 * `batchwatch healthcheck`: whether the running daemon is ready. It finds address and login by itself, in the file that
 * the daemon has left. @returns the exit code.
 */
export async function healthcheck(options: { config?: string }, terminal: Platform): Promise<number> {
  const { isReady, why } = await checkHealth(options, terminal);
  if (isReady) terminal.out(`ready: ${why}\n`);
  else terminal.err(`not ready: ${why}\n`);
  return isReady ? EXIT.done : EXIT.failed;
}

async function checkHealth(options: { config?: string }, { env }: Platform): Promise<Health> {
  const path = configPath(options.config, env);
  const file = await fileOf(path, env);
  if (file === undefined) {
    return {
      isReady: false,
      why: `the configuration ${path} cannot be read: it says which daemon is meant`,
    };
  }
  const address = addressIn(file);
  if (address === undefined) {
    return { isReady: false, why: `no daemon runs that has left its address in ${file}` };
  }
  const signal = AbortSignal.timeout(DEADLINE);
  let health: Health = { isReady: false, why: 'it has no address' };
  for (const url of localUrls(address)) {
    health = await ask(url, { token: address.healthToken, signal });
    if (health.isReady) return health;
  }
  return health;
}

/** Finds the address file of the daemon. `undefined` when no configuration names it. */
async function fileOf(path: string, env: Terminal['env']): Promise<string | undefined> {
  const file = addressFile(env);
  if (file !== undefined) return file;
  try {
    const { findStorePath } = await import('../../config/find-store-path.ts');
    return addressFileBeside(findStorePath({ path, env, readFile: readLeniently }));
  } catch {
    return undefined;
  }
}

/** Reads a file that may not be UTF-8: it names the store all the same. */
function readLeniently(path: string): string {
  return readSmallFile(path).toString();
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
    if (status === 200) return { isReady: true, why: `${daemon} answers` };
    const reasons = body.replaceAll('not ready: ', '').trim().split('\n').slice(0, 5).join('; ');
    return { isReady: false, why: `${daemon} says ${status}: ${reasons.slice(0, 500)}` };
  } catch (error) {
    const reason = by.signal.aborted ? `no answer within ${DEADLINE / SECOND} s` : codeOf(error);
    return { isReady: false, why: `${daemon} cannot be reached (${reason})` };
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
