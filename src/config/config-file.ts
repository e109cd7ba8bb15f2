import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readConfig, type LoadOptions } from './load.ts';
import { errorCode } from './prepare.ts';

/** The configuration file of a program that goes on running, and notices when the file changes. */
export class ConfigFile {
  readonly #options: Required<LoadOptions>;
  /** What was read last to be used, and what was seen last; digests, for there may be secrets in it. */
  #used: string | undefined;
  #seen: string | undefined;

  constructor(options: LoadOptions) {
    this.#options = { readFile: (path) => readFileSync(path, 'utf8'), ...options };
  }

  /** Reads and checks it, and the files that it names. @throws ConfigFault with every problem at once. */
  read(): ReturnType<typeof readConfig> {
    const { path, readFile } = this.#options;
    return readConfig({
      ...this.#options,
      readFile: (file) => {
        if (file !== path) return readFile(file);
        const look = this.#look();
        this.#used = look.digest;
        if ('error' in look) throw look.error;
        return look.text;
      },
    });
  }

  /**
   * Looks at the file, by its content: a mounted directory swaps links, and an editor puts a new file in place.
   * True when it is not what was read last and has not changed since the look before, which shows that nobody is
   * in the middle of writing it. The files that it names are not looked at.
   */
  hasChanged(): boolean {
    const before = this.#seen;
    this.#seen = this.#look().digest;
    return this.#seen === before && this.#seen !== this.#used;
  }

  /** Of a file that cannot be read, the reason stands for its content. */
  #look(): { readonly digest: string } & ({ readonly text: string } | { readonly error: unknown }) {
    try {
      const text = this.#options.readFile(this.#options.path);
      return { text, digest: createHash('sha256').update(text).digest('hex') };
    } catch (error) {
      return { error, digest: errorCode(error) };
    }
  }
}
