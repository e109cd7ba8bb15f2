import { visibleText } from '../platform/text/visible-text.ts';
import { SECOND, type Clock } from '../platform/time.ts';

/** The actor of a line. */
export type Actor = 'tencent' | 'batchwatch' | 'mailbox' | 'demo';

/** `bad` is red, `odd` yellow, `good` green. */
export type Mood = 'bad' | 'odd' | 'good' | 'plain';

/** One line of the story. */
export interface NarratorLine {
  actor: Actor;
  /** May hold text that came from a job. */
  text: string;
  mood?: Mood;
}

/**
 * Shows a person at a terminal what happens, one line each, with the time since the story began: `00:03  batchwatch
 * …`. Lines that come before `begin` wait until after the introduction.
 */
export class Narrator {
  readonly #out: (text: string) => void;
  readonly #isTerminal: boolean;
  readonly #clock: Clock;
  #waiting: NarratorLine[] | undefined = [];
  #begunAt = 0;

  constructor(options: {
    out: (text: string) => void;
    /** True when `out` shows colours. */
    isTerminal: boolean;
    clock: Clock;
  }) {
    this.#out = options.out;
    this.#isTerminal = options.isTerminal;
    this.#clock = options.clock;
  }

  begin(introduction: string): void {
    this.#begunAt = this.#clock.monotonic();
    this.#out(introduction);
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const line of waiting) this.narrate(line);
  }

  narrate(line: NarratorLine): void {
    if (this.#waiting !== undefined) {
      this.#waiting.push(line);
      return;
    }
    const { actor, text, mood = 'plain' } = line;
    const time = formatElapsed(this.#clock.monotonic() - this.#begunAt);
    this.#out(
      `${this.#colour(time, DIM)}  ${actor.padEnd(10)}  ${this.#colour(visibleText(text), COLOURS[mood])}\n`,
    );
  }

  #colour(text: string, code: number): string {
    return this.#isTerminal && code !== 0 ? `\u001B[${code}m${text}\u001B[0m` : text;
  }
}

const DIM = 2;
const COLOURS = { bad: 31, odd: 33, good: 32, plain: 0 } as const satisfies Readonly<Record<Mood, number>>;

function formatElapsed(elapsed: number): string {
  const seconds = Math.floor(elapsed / SECOND);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
