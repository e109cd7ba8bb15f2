import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

/** A named pipe that is full, as behind a log collector that hangs. Its reader reads only when the test asks it to. */
export class FullPipe implements Disposable {
  readonly path: string;
  readonly #reader: number;
  #filling = 0;

  constructor(path: string) {
    execFileSync('mkfifo', [path]);
    this.path = path;
    this.#reader = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const chunk = Buffer.alloc(4096, ' ');
    const fill = () => (this.#filling += writeSync(this.#reader, chunk));
    while (untilItWouldWait(fill) !== undefined);
  }

  /** Reads what is in it, without what filled it at first. */
  read(): string {
    const chunk = Buffer.alloc(65_536);
    const chunks: Buffer[] = [];
    const take = () => readSync(this.#reader, chunk);
    for (let size = untilItWouldWait(take); size !== undefined; size = untilItWouldWait(take)) {
      chunks.push(Buffer.from(chunk.subarray(0, size)));
    }
    const all = Buffer.concat(chunks);
    const ofTheFilling = Math.min(this.#filling, all.length);
    this.#filling -= ofTheFilling;
    return all.subarray(ofTheFilling).toString();
  }

  [Symbol.dispose](): void {
    closeSync(this.#reader);
  }
}

function untilItWouldWait(work: () => number): number | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
    throw error;
  }
}
