import { writeSync } from 'node:fs';

const STANDARD_OUTPUT = 1;
/** The most bytes that wait for a reader that lags. Beyond it lines are dropped, and counted. */
const MOST_WAITING_BYTES = 1024 * 1024;
/** The pause before a reader that lags is offered more, in milliseconds. */
const OFFER_EVERY = 50;
/** The time for which the last lines are offered at the end, in milliseconds. */
const LAST_OFFERS = 500;

/**
 * Writes the log to standard output. A line is written before `write` returns, so that none is lost at exit. But a
 * slow reader of the log must not hold up the work. So lines that a full pipe does not take wait here, up to 1 MiB,
 * and are written in order as soon as there is room. A line that cannot be written at all (a full disk behind the
 * redirection, a reader gone) is lost. A full pipe says so and does not block, because `main.ts` has touched
 * `process.stdout`.
 */
export class LogOutput {
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;

  write(line: string): void {
    const bytes = Buffer.from(line);
    if (this.#waitingBytes + bytes.length > MOST_WAITING_BYTES) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    // What waited already goes first, when its time comes.
    if (this.#timer === undefined) this.#writeWaiting();
  }

  /** Calls back when no line waits any more, or after half a second. (For pino: its name and form are given.) */
  flush(done: () => void): void {
    const until = performance.now() + LAST_OFFERS;
    const look = () => {
      if (this.#waiting.length === 0 || performance.now() > until) done();
      else setTimeout(look, OFFER_EVERY);
    };
    look();
  }

  #writeWaiting(): void {
    this.#timer = undefined;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const written = tryToWrite(next);
      if (written === 'full') {
        this.#timer = setTimeout(() => this.#writeWaiting(), OFFER_EVERY).unref();
        return;
      }
      this.#waitingBytes -= written;
      if (written < next.length) this.#waiting[0] = next.subarray(written);
      else this.#waiting.shift();
      if (this.#waiting.length === 0) this.#reportDropped();
    }
  }

  /** In the form of the other lines, which pino writes. */
  #reportDropped(): void {
    if (this.#dropped === 0) return;
    const line = {
      level: 'warn',
      time: new Date().toISOString(),
      lines: this.#dropped,
      msg: 'log lines lost',
    };
    this.#dropped = 0;
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }
}

/** The number of bytes done with: written, or lost for good. */
function tryToWrite(bytes: Buffer): number | 'full' {
  try {
    return writeSync(STANDARD_OUTPUT, bytes);
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
    return isFull ? 'full' : bytes.length;
  }
}
