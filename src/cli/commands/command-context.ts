import type { Terminal } from '../../platform/terminal.ts';
import type { Session } from '../session/session.ts';

/** The terminal, the configuration and the session that all commands share. */
export interface CommandContext {
  terminal: Terminal;
  setExitCode: (code: number) => void;
  /** The configuration file; known once the options are read. */
  config: () => string;
  /** The address of the daemon to work by. Left out: works on this machine. */
  url: () => string | undefined;
  /** Runs a command that can also work by a running daemon. */
  inSession: (command: (session: Session) => Promise<number>) => Promise<void>;
}
