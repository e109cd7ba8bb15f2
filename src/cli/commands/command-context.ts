import type { BackendLocation } from '../session/session.ts';
import type { Terminal } from '../../platform/terminal.ts';

/** What the commands share. */
export interface CommandContext {
  terminal: Terminal;
  setExitCode: (code: number) => void;
  /** The configuration file; known once the options are read. */
  config: () => string;
  /** Where commands work that can work by a running daemon; known as above. */
  location: () => BackendLocation;
}
