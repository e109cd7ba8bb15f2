import type { Readable } from 'node:stream';
import type { Surroundings } from './surroundings.ts';

/** What a command needs of the process that runs it. Only `main.ts` makes one. */
export interface Terminal extends Omit<Surroundings, 'log'> {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard input, opened when it is asked for; `isTTY` when somebody types it. */
  readonly input: () => Readable & { readonly isTTY?: boolean };
  /** Whether `out` is a terminal: colours and progress only then. */
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined when `out` is none: then nothing is cut. */
  readonly columns: number | undefined;
  /** Name of the user whom the process belongs to. `undefined` when the system knows none. */
  readonly user: string | undefined;
  /** Resolves when the program is asked to stop (SIGTERM, SIGINT). */
  readonly stopRequested: Promise<string>;
  /** Has `listener` called at each SIGHUP, which otherwise asks to stop. */
  readonly onHangUp: (listener: () => void) => void;
}
