import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The demo's directory on disk. It goes when the demo ends. */
export class DemoFiles implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'batchwatch-demo-'));
  readonly config = join(this.directory, 'batchwatch.yaml');
  readonly store = join(this.directory, 'batchwatch.db');
  readonly log = join(this.directory, 'batchwatch.log');
  #logFile: number | undefined = openSync(this.log, 'a', 0o600);

  writeConfig(yaml: string): void {
    writeFileSync(this.config, yaml, { mode: 0o600 });
  }

  /** Adds a line, newline included, to the log; nothing once the files are gone. */
  appendLog(line: string): void {
    if (this.#logFile !== undefined) writeSync(this.#logFile, line);
  }

  [Symbol.dispose](): void {
    if (this.#logFile !== undefined) closeSync(this.#logFile);
    this.#logFile = undefined;
    rmSync(this.directory, { recursive: true, force: true });
  }
}
