import type { Terminal } from './terminal.ts';

/** What the commands share. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly setExitCode: (code: number) => void;
  /** The configuration file; known once the options are read. */
  readonly config: () => string;
}
