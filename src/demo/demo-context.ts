import type { Terminal } from '../platform/terminal.ts';
import type { Cleanups } from '../platform/cleanups.ts';
import type { Narrator } from './narrator.ts';

/** The context of each part of the demo. */
export interface DemoContext {
  terminal: Terminal;
  narrator: Narrator;
  cleanups: Cleanups;
  /** Called with what no part can deal with; the demo then ends. */
  onBug: (error: unknown) => void;
}
