import type { Terminal } from '../platform/terminal.ts';
import type { Cleanups } from '../platform/cleanups.ts';
import type { Narrator } from './narrator.ts';

/** What each part of the demo gets from the command that starts it. */
export interface DemoContext {
  readonly terminal: Terminal;
  readonly narrator: Narrator;
  readonly cleanups: Cleanups;
  /** Called with what no part can deal with; the demo then ends. */
  readonly onBug: (error: unknown) => void;
}
