import { addressFile, addressFileBeside } from '../../http/address-file.ts';
import { readSmallFile } from '../../platform/small-file.ts';
import { askHealth, type Health } from '../backend/local/ask-health.ts';
import { EXIT } from '../exit/exit-code.ts';
import { configPath } from '../terminal/config-path.ts';
import type { Terminal } from '../../platform/terminal.ts';

type Platform = Pick<Terminal, 'env' | 'out' | 'err'>;

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

async function checkHealth(
  options: { config?: string },
  { env }: Platform,
): Promise<Pick<Health, 'isReady' | 'why'>> {
  const path = configPath(options.config, env);
  const file = await fileOf(path, env);
  if (file !== undefined) return await askHealth(file);
  return {
    isReady: false,
    why: `the configuration ${path} cannot be read: it says which daemon is meant`,
  };
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
