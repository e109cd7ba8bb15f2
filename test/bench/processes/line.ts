import { createInterface } from 'node:readline';

/** What the bench gave this process, JSON in its one argument. */
export function optionsText(): string {
  return process.argv[2] ?? '{}';
}

/** Says something to the bench: one JSON line. */
export function say(msg: string, fields: object = {}): void {
  process.stdout.write(`${JSON.stringify({ msg, ...fields })}\n`);
}

/** Calls `work` for each line that the bench sends; the process ends with its parent's pipe. */
export function onLine(work: (line: string) => Promise<void> | void): void {
  createInterface({ input: process.stdin })
    .on('line', (line) => void work(line))
    .on('close', () => process.exit());
}

process.on('SIGTERM', () => process.exit());
