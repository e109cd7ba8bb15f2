import { MINUTE, SECOND, type Clock, type Duration, type Instant } from '../../platform/time.ts';
import type { CredentialProvider, Credentials } from '../request/credentials.ts';
import { credentialFault } from './credential-fault.ts';

interface RefreshingOptions {
  /** Asks the source for a key; what it throws reaches whoever waits, unless a valid key is at hand. */
  fetch: (signal: AbortSignal) => Promise<Credentials>;
  clock: Clock;
  /** Bounds one fetch. Default 10 s. */
  deadline?: Duration;
  /** The time for which a key without an end is kept. Default: for ever. */
  maxAge?: Duration;
}

/**
 * Keeps a key and fetches the next one before it ends: ten minutes before, or at half its life if that is later.
 * Concurrent callers share one fetch. After a failed fetch, a key that is still valid stays in use, and the next try
 * comes after half a minute. Without a valid key every `get` asks again, so no failure sticks.
 */
export function createRefreshingCredentials(options: RefreshingOptions): CredentialProvider {
  const keeper = new KeyKeeper(options);
  return {
    get: (signal) => keeper.get(signal),
    get endsAt() {
      return keeper.endsAt;
    },
  };
}

const MARGIN: Duration = 10 * MINUTE;
const REPEAT_AFTER: Duration = 30 * SECOND;
/** A key must outlive the request that is signed with it. */
const LEAST_LIFE: Duration = 20 * SECOND;

interface Kept {
  credentials: Credentials;
  refreshAt: Instant;
}

class KeyKeeper {
  readonly #options: RefreshingOptions;
  #kept: Kept | undefined;
  #refresh: Promise<Credentials> | undefined;
  /** True when the last fetch failed. */
  #isFailing = false;

  constructor(options: RefreshingOptions) {
    this.#options = options;
  }

  /** When the key at hand ends, while the next one cannot be had; undefined otherwise, and for one that never ends. */
  get endsAt(): Instant | undefined {
    return this.#isFailing ? this.#kept?.credentials.expiresAt : undefined;
  }

  async get(signal: AbortSignal): Promise<Credentials> {
    signal.throwIfAborted();
    const kept = this.#kept;
    if (kept !== undefined && this.#options.clock.now() < kept.refreshAt) return kept.credentials;
    this.#refresh ??= this.#startRefresh();
    try {
      return await untilAborted(this.#refresh, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      const now = this.#options.clock.now();
      // Read again: another caller may have got a new key meanwhile.
      const current = this.#kept;
      const lastUse = current === undefined ? now : endOf(current.credentials) - LEAST_LIFE;
      if (current === undefined || now >= lastUse) throw error;
      if (current.refreshAt <= now) {
        this.#kept = { ...current, refreshAt: Math.min(now + REPEAT_AFTER, lastUse) };
      }
      return current.credentials;
    }
  }

  #startRefresh(): Promise<Credentials> {
    const refresh = this.#fetch().finally(() => {
      this.#refresh = undefined;
    });
    // Whoever waited may have gone; then nobody is left to handle the failure.
    refresh.then(
      () => (this.#isFailing = false),
      () => (this.#isFailing = true),
    );
    return refresh;
  }

  async #fetch(): Promise<Credentials> {
    const { fetch, clock, deadline = 10 * SECOND, maxAge = Number.POSITIVE_INFINITY } = this.#options;
    const done = new AbortController();
    const late = new AbortController();
    clock.sleep(deadline, done.signal).then(
      () => late.abort(lateFault(deadline)),
      () => undefined,
    );
    try {
      const credentials = await untilAborted(fetch(late.signal), late.signal);
      const now = clock.now();
      const end = endOf(credentials);
      const refreshAt = Math.max(now + (end - now) / 2, end - MARGIN);
      this.#kept = { credentials, refreshAt: Math.min(refreshAt, now + maxAge) };
      return credentials;
    } finally {
      done.abort();
    }
  }
}

function endOf(credentials: Credentials): Instant {
  return credentials.expiresAt ?? Number.POSITIVE_INFINITY;
}

function lateFault(deadline: Duration): Error {
  return credentialFault(`no key within ${deadline} ms`, {
    code: 'credentials-timeout',
    reason: 'timeout',
    hint: 'Check that this machine reaches the source of its credentials.',
  });
}

/** The promise's own end, or the signal's reason, whichever is first. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
