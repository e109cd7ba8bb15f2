import type { Terminal } from '../../platform/terminal.ts';
import type { Backend } from '../backend/backend.ts';
import { localBackend } from '../backend/local/local-backend.ts';
import { withStore } from '../backend/local/with-store.ts';
import { remoteBackend } from '../backend/remote/remote-backend.ts';
import { EXIT } from '../exit/exit-code.ts';
import { cliWords } from '../locale/cli-words.ts';
import type { CliWords } from '../locale/en.ts';

/** One command at work, on the store file or by a daemon. */
export interface Session {
  backend: Backend;
  terminal: Terminal;
  /** In the language of the backend. */
  words: CliWords;
}

/** The place of a session: the store that a configuration file names, or a running daemon. */
export type BackendLocation = { config: string } | { url: string };

/** Runs a command by the daemon at an address, or on the store. @throws ConfigFault, StoreFault, RemoteFault */
export async function withSession(
  location: BackendLocation,
  terminal: Terminal,
  command: (session: Session) => Promise<number>,
): Promise<number> {
  const begin = (backend: Backend) => command({ backend, terminal, words: cliWords(backend.language) });
  if ('url' in location) return await begin(await remoteBackend(location.url, terminal));
  return await withStore(location.config, terminal, (store, config) =>
    begin(localBackend(store, config, terminal)),
  );
}

/** Prints why a command does nothing. @returns its exit code. */
export function refuse({ terminal }: Pick<Session, 'terminal'>, why: string, exitCode?: number): number {
  terminal.err(why);
  return exitCode ?? EXIT.failed;
}
