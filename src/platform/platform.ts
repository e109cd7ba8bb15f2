import type { Logger } from 'pino';
import type { Clock } from './time.ts';

/** Time, chance, and details of the process. No module makes them for itself, so that tests can. */
export interface Platform {
  clock: Clock;
  /** A number from 0 up to 1. */
  random: () => number;
  /** A short id that was never given before. */
  newId: () => string;
  env: Readonly<Record<string, string | undefined>>;
  /** The user's home directory. */
  home: string;
  /** The name of this host, full or not. */
  hostname: string;
  log: Logger;
  build: BuildInfo;
}

/** The version of this program, and what runs it. */
export interface BuildInfo {
  version: string;
  /** Commit the program was built from; `unknown` when nobody said. */
  revision: string;
  node: string;
}
