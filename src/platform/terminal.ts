import type { Readable } from 'node:stream';
import type { Platform } from './platform.ts';

/** The process, as a command needs it. Only `main.ts` makes one. */
export interface Terminal extends Omit<Platform, 'log'> {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Standard input, opened when it is asked for; `isTTY` when somebody types it. */
  input: () => Readable & { isTTY?: boolean };
  /** True when `out` is a terminal: colours and progress only then. */
  isTerminal: boolean;
  /** Columns of the terminal; undefined when `out` is none: then nothing is cut. */
  columns: number | undefined;
  /** Name of the user that runs the process. `undefined` when the system knows none. */
  user: string | undefined;
  /** Resolves when the program is asked to stop (SIGTERM, SIGINT). */
  stopRequested: Promise<string>;
  /** Has `listener` called at each SIGHUP, which otherwise asks to stop. */
  onHangUp: (listener: () => void) => void;
}
