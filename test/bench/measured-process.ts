import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A log line, or a line of a reference program, with when it arrived (`performance.now()`). */
export interface MeasuredLine {
  msg: string;
  at: number;
  readonly [field: string]: unknown;
}

/** Resident memory in MiB. */
export interface Memory {
  resident: number;
  highWater: number;
}

/**
 * Starts the real daemon as the image does: the built program, with the flags of the Dockerfile's ENTRYPOINT.
 * `BATCHWATCH_BENCH_MAIN` measures another program instead, without flags, e.g. `src/main.ts`.
 */
export function startDaemonProcess(config: string): MeasuredProcess {
  const other = process.env['BATCHWATCH_BENCH_MAIN'];
  if (other !== undefined) return new MeasuredProcess([other], ['run', '--config', config]);
  const [, ...shipped] = shippedCommand();
  const command = shipped.map((word) => word.replace(/^\/app\//, `${ROOT}/`));
  return new MeasuredProcess(command, ['run', '--config', config]);
}

function shippedCommand(): string[] {
  const words = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync(`${ROOT}/Dockerfile`, 'utf8'))?.[1];
  if (words === undefined) throw new Error('the Dockerfile has no ENTRYPOINT');
  return JSON.parse(words) as string[];
}

/** Starts a program of `test/bench/processes`. */
export function startReference(name: string, options: object = {}): MeasuredProcess {
  const script = fileURLToPath(new URL(`processes/${name}.ts`, import.meta.url));
  return new MeasuredProcess([script], [JSON.stringify(options)]);
}

/** A Node process whose lines are read and whose CPU time and memory are looked up in /proc. */
export class MeasuredProcess implements AsyncDisposable {
  readonly spawnedAt = performance.now();
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #lines: MeasuredLine[] = [];
  readonly #waiting = new Set<() => void>();
  #errors = '';
  #isOver = false;

  constructor(command: readonly string[], args: readonly string[]) {
    const { PATH = '', BATCHWATCH_BENCH_NODE_OPTIONS: NODE_OPTIONS = '' } = process.env;
    const env = { PATH, NODE_OPTIONS, MALLOC_ARENA_MAX: '1' };
    this.#child = spawn(process.execPath, [...command, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    if (this.#child.pid === undefined) throw new Error(`cannot start ${command.join(' ')}`);
    this.pid = this.#child.pid;
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()));
    if (this.#child.stdout !== null) {
      createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line));
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', () => {
        this.#isOver = true;
        for (const check of this.#waiting) check();
        resolve();
      });
    });
  }

  /** The first line with this message, present or to come. */
  line(msg: string): Promise<MeasuredLine> {
    return this.#find(msg, 0);
  }

  /** The first line with this message that comes from now on. */
  next(msg: string): Promise<MeasuredLine> {
    return this.#find(msg, this.#lines.length);
  }

  /** The number of lines with this message so far. */
  count(msg: string): number {
    return this.#lines.filter((line) => line.msg === msg).length;
  }

  /** Resolves when the lines with this message are as wanted; with when the last of them arrived. */
  until(msg: string, isWanted: (lines: readonly MeasuredLine[]) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (this.#isOver) return reject(new Error(`a process ended:\n${this.#tail()}\n${this.#errors}`));
        const last = this.#lines.at(-1);
        if (last?.msg !== msg || !isWanted(this.#lines.filter((line) => line.msg === msg))) return;
        this.#waiting.delete(check);
        resolve(last.at);
      };
      this.#waiting.add(check);
    });
  }

  /** Tells a reference program to go on. */
  send(text: string): void {
    this.#child.stdin?.write(`${text}\n`);
  }

  /** CPU time that all its threads took so far, in milliseconds (`/proc/PID/task/TID/schedstat`, in ns). */
  cpu(): number {
    const tasks = `/proc/${this.pid}/task`;
    const nanoseconds = readdirSync(tasks).map((task) => {
      const [onCpu = ''] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
      return Number(onCpu);
    });
    return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
  }

  memory(): Memory {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    const read = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
    return { resident: read('VmRSS'), highWater: read('VmHWM') };
  }

  kill(signal: NodeJS.Signals): Promise<void> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** SIGTERM, so that a profiler asked for by `BATCHWATCH_BENCH_NODE_OPTIONS` can write its file. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) await this.kill('SIGTERM');
  }

  #find(msg: string, from: number): Promise<MeasuredLine> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.#lines.find((line, index) => index >= from && line.msg === msg);
        if (found === undefined && !this.#isOver) return;
        this.#waiting.delete(check);
        if (found !== undefined) resolve(found);
        else reject(new Error(`a process ended without "${msg}":\n${this.#tail()}\n${this.#errors}`));
      };
      this.#waiting.add(check);
      check();
    });
  }

  #take(text: string): void {
    const at = performance.now();
    this.#lines.push({ ...(JSON.parse(text) as { msg: string }), at });
    for (const check of this.#waiting) check();
  }

  #tail(): string {
    return this.#lines
      .slice(-5)
      .map((line) => JSON.stringify(line))
      .join('\n');
  }
}
