import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built program. `test/support/e2e/build-once.ts` runs the build before the first test. */
export const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

/** Node keeps compiled code here, as the launcher lets it: a start takes a quarter less. */
export const NODE_COMPILE_CACHE = fileURLToPath(
  new URL('../../../node_modules/.cache/compiled', import.meta.url),
);

export interface LogLine {
  level: string;
  msg: string;
  readonly [field: string]: unknown;
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ProcessOptions {
  /** Beside PATH, TMPDIR and NODE_COMPILE_CACHE. */
  env?: Readonly<Record<string, string>>;
  /** A file for standard output, in place of `lines` and `stdout`. */
  outputFile?: string;
  /** Flags of Node, then the file to run; default what is built. */
  program?: readonly string[];
  /** The most files and connections that the process may have open. */
  openFiles?: number;
}

/** The real program as a process of its own, with its log read line by line. */
export class BatchwatchProcess implements AsyncDisposable {
  readonly ended: Promise<Ended>;
  readonly lines: LogLine[] = [];
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #isOver = false;

  constructor(
    args: readonly string[],
    { env = {}, outputFile, program = [MAIN], openFiles }: ProcessOptions = {},
  ) {
    const { PATH = '' } = process.env;
    const output = outputFile === undefined ? 'pipe' : openSync(outputFile, 'w');
    const [command = '', ...rest] = [...limitOf(openFiles), process.execPath, ...program, ...args];
    this.#child = spawn(command, rest, {
      env: { PATH, TMPDIR: tmpdir(), NODE_COMPILE_CACHE, ...env },
      stdio: ['ignore', output, 'pipe'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    if (this.#child.stdout !== null) {
      createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line));
    }
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#isOver = true;
        for (const check of this.#waiting) check();
        resolve({ code, signal });
      });
    });
  }

  /** The first line, present or to come, with this message (and what else is asked); rejects when the process ends first. */
  line(msg: string, filter: (line: LogLine) => boolean = () => true): Promise<LogLine> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.lines.find((line) => line.msg === msg && filter(line));
        if (found === undefined && !this.#isOver) return;
        this.#waiting.delete(check);
        if (found !== undefined) resolve(found);
        else reject(new Error(`ended without "${msg}":\n${this.stdout}\n${this.stderr}`));
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Resolves when there are at least `times` lines with this message; rejects when the process ends first. */
  async times(msg: string, times: number): Promise<void> {
    const count = () => this.lines.filter((line) => line.msg === msg).length;
    await this.line(msg, () => count() >= times);
  }

  /** The process's id; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The value of one series, by its full name with labels, as Prometheus would scrape it; NaN when absent. */
  async metric(series: string): Promise<number> {
    const text = await (await fetch(`${await this.url()}/metrics`)).text();
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
    return Number(line?.slice(series.length + 1) ?? NaN);
  }

  /** Returns the address of its HTTP server. */
  async url(): Promise<string> {
    return String((await this.line('listening'))['url']);
  }

  /** Sends a signal that is not meant to end it. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.#child.kill(signal);
    return this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) await this.kill('SIGKILL');
  }

  #take(text: string): void {
    this.stdout += `${text}\n`;
    if (text.startsWith('{"level"')) this.lines.push(JSON.parse(text) as LogLine);
    for (const check of this.#waiting) check();
  }
}

/** Returns the words that start a program with this limit of open files. */
function limitOf(openFiles: number | undefined): readonly string[] {
  return openFiles === undefined ? [] : ['sh', '-c', 'ulimit -n "$0" && exec "$@"', String(openFiles)];
}

/** Runs a command to its end. */
export async function batchwatch(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  await using child = new BatchwatchProcess(args, { env });
  const { code } = await child.ended;
  return { code, stdout: child.stdout, stderr: child.stderr };
}
