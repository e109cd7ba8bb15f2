import type { Clock, Instant } from '../../platform/time.ts';
import { hasSessionEnded, keepEndedSession, type EndedSession } from '../../store/settings/ended-sessions.ts';
import { StoreFault } from '../../store/store-fault.ts';
import type { Store } from '../../store/store.ts';

/** The most that memory holds. Beyond it, the oldest go. */
const MOST_IN_MEMORY = 10_000;

/**
 * Remembers the sessions that people ended before their time. The store remembers them for all replicas and restarts.
 * While it cannot be used, the memory of this process counts.
 */
export class EndedSessions {
  readonly #store: Pick<Store, 'read' | 'write'>;
  readonly #clock: Clock;
  readonly #here = new Map<string, Instant>();

  constructor(store: Pick<Store, 'read' | 'write'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async has(key: string): Promise<boolean> {
    if (this.#here.has(key)) return true;
    try {
      return await this.#store.read((db) => hasSessionEnded(db, key));
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      return false;
    }
  }

  async add(ended: EndedSession): Promise<void> {
    const now = this.#clock.now();
    for (const [key, until] of this.#here) if (until <= now) this.#here.delete(key);
    this.#here.set(ended.key, ended.until);
    const [oldest] = this.#here.keys();
    if (this.#here.size > MOST_IN_MEMORY && oldest !== undefined) this.#here.delete(oldest);
    try {
      await this.#store.write((trx) => keepEndedSession(trx, ended, now));
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
    }
  }
}
