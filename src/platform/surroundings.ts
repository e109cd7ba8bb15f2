import type { Logger } from 'pino';
import type { Clock } from './time.ts';

/** What a part cannot make for itself without becoming untestable: time, chance, and the process's own facts. */
export interface Surroundings {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** A short id that was never given before. */
  readonly newId: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home directory. */
  readonly home: string;
  /** The name of this host, full or not. */
  readonly hostname: string;
  readonly log: Logger;
  readonly build: BuildInfo;
}

/** The version of this program, and what runs it. */
export interface BuildInfo {
  readonly version: string;
  /** Commit the program was built from; `unknown` when nobody said. */
  readonly revision: string;
  readonly node: string;
}
