import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes an empty folder that is removed with all it holds when it is disposed of. */
export async function makeTemporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'batchwatch-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
