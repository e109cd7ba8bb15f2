import type { Place } from './with-desk.ts';
import type { Terminal } from '../../../platform/terminal.ts';

/** What the commands share. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly setExitCode: (code: number) => void;
  /** The configuration file; known once the options are read. */
  readonly config: () => string;
  /** Where commands work that can work by a running daemon; known as above. */
  readonly place: () => Place;
}
