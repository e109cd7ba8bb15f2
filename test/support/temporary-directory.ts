import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder in which Linux keeps files in memory. */
const MEMORY = '/dev/shm';

/** A directory of the test's own, removed when the test is over. */
export class TemporaryDirectory implements Disposable {
  readonly path: string;

  /** `memory` spares the disk, where thousands of stores are made and nobody pulls the plug. */
  constructor({ memory = false }: { memory?: boolean } = {}) {
    this.path = mkdtempSync(join(memory && existsSync(MEMORY) ? MEMORY : tmpdir(), 'batchwatch-'));
  }

  file(name: string): string {
    return join(this.path, name);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
