import { createHash } from 'node:crypto';
import { TextFault } from '../platform/decode-text.ts';
import { readText } from '../platform/read-text.ts';
import { readConfig, type LoadOptions } from './load.ts';
import { errorCode } from './file/prepare.ts';

/**
 * The configuration file of a program that goes on running, with the files that it names: secrets and certificates.
 * Notices when one of them changes.
 */
export class ConfigFile {
  readonly #options: Required<LoadOptions>;
  /** By path, what was read last to be used; digests, for there may be secrets in it. */
  #used: Digests = new Map();
  /** By path, what was seen last. */
  #seen: Digests = new Map();

  constructor(options: LoadOptions) {
    this.#options = { readFile: readText, ...options };
  }

  /** Reads and checks it, and the files that it names. @throws ConfigFault with every problem at once. */
  read(): ReturnType<typeof readConfig> {
    // Each file is looked at once, so that what is checked is what is used.
    const looks = new Map<string, Look>();
    const readFile = (path: string) => {
      const look = looks.get(path) ?? this.#look(path);
      looks.set(path, look);
      if ('error' in look) throw look.error;
      return look.text;
    };
    try {
      const read = readConfig({ ...this.#options, readFile });
      const { tls } = read.config.server;
      // The HTTP server follows these itself: both halves of a pair change together there.
      if (tls !== undefined) for (const path of [tls.certFile, tls.keyFile]) looks.delete(path);
      return read;
    } finally {
      this.#used = new Map([...looks].map(([path, { digest }]) => [path, digest]));
    }
  }

  /**
   * Looks at the files by their content: a mounted directory swaps links, and an editor puts a new file in place.
   * Returns, for the log, which file changed since it was read. `undefined` when none changed. Also `undefined` when
   * one changed since the look before: somebody may be in the middle of writing.
   */
  findChange(): string | undefined {
    const before = this.#seen;
    const paths = [...this.#used.keys()];
    this.#seen = new Map(paths.map((path) => [path, this.#look(path).digest]));
    const isSettled = paths.every((path) => this.#seen.get(path) === before.get(path));
    const changed = paths.find((path) => this.#seen.get(path) !== this.#used.get(path));
    if (!isSettled || changed === undefined) return undefined;
    return changed === this.#options.path ? 'file changed' : `file changed: ${changed}`;
  }

  /** Of a file that cannot be read, the reason stands for its content. */
  #look(path: string): Look {
    try {
      const text = this.#options.readFile(path);
      return { text, digest: createHash('sha256').update(text).digest('hex') };
    } catch (error) {
      const place = error instanceof TextFault ? error.message : '';
      return { error, digest: `${errorCode(error)} ${place}` };
    }
  }
}

type Digests = ReadonlyMap<string, string>;

type Look = { digest: string } & ({ text: string } | { error: unknown });
