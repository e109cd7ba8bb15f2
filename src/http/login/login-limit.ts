import { createHmac, randomBytes } from 'node:crypto';
import { MINUTE, SECOND, type Clock, type Duration } from '../../platform/time.ts';
import {
  countLoginFailures,
  forgetLoginFailures,
  type LoginFailures,
  readLoginFailures,
} from '../../store/settings/login-failures.ts';
import { getOrCreateSetting } from '../../store/settings/settings.ts';
import { StoreFault } from '../../store/store-fault.ts';
import type { Store } from '../../store/store.ts';
import { RecentFailures } from './recent-failures.ts';

/** Failures that cost nothing: people mistype. */
const FREE = 5;
const LONGEST: Duration = MINUTE;

/** An address and a name, by their keys in the store. */
export interface LoginKeys {
  address: string;
  user: string;
}

/** Failures as the store had them at one moment. */
interface KnownFailures {
  byKey: ReadonlyMap<string, LoginFailures>;
  /** The number of tries of this process that had ended. */
  ended: number;
}

/** @throws StoreFault */
export async function openLoginLimit(store: Store, clock: Clock): Promise<LoginLimit> {
  const key = await store.write((trx) => getOrCreateSetting(trx, 'login-key', () => randomBytes(32)));
  return new LoginLimit({ store, clock, key });
}

/**
 * Slows guessing down: after some failures each further one doubles how long nothing more is tried for the same address
 * or name. The store counts them, over all replicas and restarts. A try that has not ended counts as failed, so that many
 * at once are many. While the store takes no writes, memory counts.
 */
export class LoginLimit {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #key: Buffer;
  readonly #underWay = new Map<string, number>();
  /** Failures that the store did not take. */
  readonly #unsaved: RecentFailures;
  #ended = 0;

  constructor({ store, clock, key }: { store: Store; clock: Clock; key: Buffer }) {
    this.#store = store;
    this.#clock = clock;
    this.#key = key;
    this.#unsaved = new RecentFailures(clock);
  }

  /** The keys of a login. The store must not show a name: people type passwords into its field. */
  keysOf({ address, user }: { address: string; user: string }): LoginKeys {
    return { address: this.#hash('address', address), user: this.#hash('user', user) };
  }

  /**
   * Begins a try, which counts as failed until `takeBack`, unless it must wait.
   * @param begin called without a pause after the last look; says whether there is a try at all
   * @returns the time until the next try; 0 when `begin` was called
   */
  async whenFree<T>(keys: LoginKeys, begin: () => T): Promise<{ wait: Duration } | { begun: T }> {
    let known = await this.#read(keys);
    // A try that ended meanwhile is counted in the store, and perhaps not in what was read.
    while (known.ended !== this.#ended) known = await this.#read(keys);
    const wait = Math.max(this.#wait(keys.address, known), this.#wait(keys.user, known));
    return wait > 0 ? { wait } : { begun: begin() };
  }

  begin({ address, user }: LoginKeys): void {
    for (const key of [address, user]) this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1);
  }

  /** The try has failed. */
  async keepFailure(keys: LoginKeys): Promise<void> {
    const both = [keys.address, keys.user];
    try {
      await this.#store.write((trx) => countLoginFailures(trx, both, this.#clock.now()));
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      for (const key of both) this.#unsaved.add(key);
    } finally {
      this.#end(keys);
    }
  }

  /**
   * The try was none that failed, and nothing has failed in that name. What failed at the address stays: who has one
   * password may guess at others. Writes only what there is to forget.
   */
  async takeBack(keys: LoginKeys): Promise<void> {
    this.#end(keys);
    this.#unsaved.forget(keys.user);
    const { byKey } = await this.#read(keys);
    if (!byKey.has(keys.user)) return;
    await this.#trying(() => this.#store.write((trx) => forgetLoginFailures(trx, keys.user)));
  }

  #end({ address, user }: LoginKeys): void {
    this.#ended += 1;
    for (const key of [address, user]) {
      const left = (this.#underWay.get(key) ?? 0) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    }
  }

  async #read({ address, user }: LoginKeys): Promise<KnownFailures> {
    const ended = this.#ended;
    const now = this.#clock.now();
    const byKey = await this.#trying(() =>
      this.#store.read((db) => readLoginFailures(db, [address, user], now)),
    );
    return { byKey: byKey ?? new Map<string, LoginFailures>(), ended };
  }

  /** Returns `undefined` when the store cannot be used. Its own log says so. */
  async #trying<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      return undefined;
    }
  }

  #wait(key: string, { byKey }: KnownFailures): Duration {
    const saved = byKey.get(key);
    const unsaved = this.#unsaved.of(key);
    const underWay = this.#underWay.get(key) ?? 0;
    const count = (saved?.count ?? 0) + (unsaved?.count ?? 0) + underWay;
    if (count < FREE) return 0;
    const age = underWay > 0 ? 0 : Math.min(saved?.age ?? Infinity, unsaved?.age ?? Infinity);
    const pause = Math.min(SECOND * 2 ** (count - FREE), LONGEST);
    return Math.max(0, pause - age);
  }

  #hash(kind: keyof LoginKeys, text: string): string {
    return createHmac('sha256', this.#key).update(`${kind}\n${text}`).digest('base64url').slice(0, 22);
  }
}
