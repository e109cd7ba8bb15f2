import type { Terminal } from '../platform/terminal.ts';
import type { Cleanups } from '../platform/cleanups.ts';
import type { Narrator } from './narrator.ts';

/** What each part of the demo gets from the command that starts it. */
export interface DemoContext {
  terminal: Terminal;
  narrator: Narrator;
  cleanups: Cleanups;
  /** Called with what no part can deal with; the demo then ends. */
  onBug: (error: unknown) => void;
}
