import { createHmac, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { parsePasswordHash } from '../../platform/password-hash.ts';
import { MINUTE, SECOND, type Clock, type Duration } from '../../platform/time.ts';
import type { User } from './access-rules.ts';
import { networkOf } from './peer-address.ts';
import type { LoginKeys, LoginLimit } from '../login/login-limit.ts';
import { RecentFailures } from '../login/recent-failures.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { isPassword } from './password.ts';

/** The time after its last use in which a right password is not checked again. A tool sends it with each request. */
const REMEMBERED_FOR: Duration = 15 * MINUTE;
const MOST_REMEMBERED = 1_000;
/** Tries of one network that find a wait and are not remembered; beyond them, what is remembered waits as well. */
const MOST_GUESSES = 200;
/** Longer ones are wrong unread: none was ever made. */
const LONGEST_PASSWORD = 1_024;

/** `limited`: not tried, because too many failed or too many wait. */
export type PasswordVerdict = { outcome: 'right' | 'wrong' } | { outcome: 'limited'; wait: Duration };

export interface Login {
  user: string;
  password: string;
  /** The address of the client. */
  address: string;
}

interface KnownLogin {
  id: string;
  /** Undefined when there is no such user. */
  hash: string | undefined;
  keys: LoginKeys;
  users: ReadonlyMap<string, User>;
}

/** Checks passwords: few at once, slower after failures, and no slower for a user who is not there. */
export class PasswordCheck {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #failures: LoginLimit;
  readonly #guesses: RecentFailures;
  /** Each takes a thread of the four that name look-ups use as well, and some ten MiB. */
  readonly #limit = new ConcurrencyLimit({ running: 2, waiting: 20 });
  /** Right ones, by their HMAC, and until when; the key dies with the process. */
  readonly #remembered = new Map<string, Duration>();
  readonly #running = new Map<string, Promise<boolean>>();
  readonly #key = randomBytes(32);

  constructor({ clock, log, failures }: { clock: Clock; log: Logger; failures: LoginLimit }) {
    this.#clock = clock;
    this.#log = log;
    this.#failures = failures;
    this.#guesses = new RecentFailures(clock);
  }

  async check(login: Login, users: ReadonlyMap<string, User>): Promise<PasswordVerdict> {
    const address = networkOf(login.address);
    const user = login.user.slice(0, 100);
    const hash = users.get(login.user)?.passwordHash.reveal();
    const id = this.#idOf({ ...login, address }, hash);
    // Whoever is in stays in while strangers fail. Else it would answer as many guesses as one likes.
    const mayAsk = (this.#guesses.of(address)?.count ?? 0) < MOST_GUESSES;
    if (mayAsk && this.#isRemembered(id)) return this.#remember(id);
    const keys = this.#failures.keysOf({ address, user });
    const asked = await this.#failures.whenFree(keys, () =>
      this.#isRemembered(id) ? this.#remember(id) : this.#begin(login, { id, hash, keys, users }),
    );
    if ('begun' in asked) return await asked.begun;
    this.#guesses.add(address);
    return { outcome: 'limited', wait: asked.wait };
  }

  async #begin(login: Login, known: KnownLogin): Promise<PasswordVerdict> {
    const { id, keys } = known;
    const running = this.#running.get(id);
    if (running !== undefined) return { outcome: (await running) ? 'right' : 'wrong' };
    if (this.#limit.isFull) return { outcome: 'limited', wait: SECOND };
    this.#failures.begin(keys);
    const checking = this.#settle(login, known);
    this.#running.set(id, checking);
    try {
      return (await checking) ? this.#remember(id) : { outcome: 'wrong' };
    } finally {
      this.#running.delete(id);
    }
  }

  /** Checks the password, and counts the try. */
  async #settle(login: Login, { hash, keys, users }: KnownLogin): Promise<boolean> {
    let isRight = false;
    try {
      isRight = await this.#verify(login.password, hash, users);
    } finally {
      await (isRight ? this.#failures.takeBack(keys) : this.#failures.keepFailure(keys));
    }
    // Not the name of somebody who is not there: people type their password there.
    if (!isRight) this.#log.warn({ user: hash && login.user, address: login.address }, 'sign-in failed');
    return isRight;
  }

  /** Takes as long when there is no such user, for it is then done with another's: one could ask else who is. */
  async #verify(
    password: string,
    hash: string | undefined,
    users: ReadonlyMap<string, User>,
  ): Promise<boolean> {
    const [other] = users.values();
    const against = parsePasswordHash(hash ?? other?.passwordHash.reveal() ?? '');
    if (against === undefined) return false;
    const isShort = password.length <= LONGEST_PASSWORD;
    const isRight = await this.#limit.run(() => isPassword(isShort ? password : '', against));
    return isRight && isShort && hash !== undefined;
  }

  /** Returns a key for a login from one network. A right login there proves nothing for another network. */
  #idOf({ user, password, address }: Login, hash = ''): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([user, password, address, hash]))
      .digest('base64url');
  }

  #isRemembered(id: string): boolean {
    const until = this.#remembered.get(id);
    return until !== undefined && this.#clock.monotonic() < until;
  }

  #remember(id: string): PasswordVerdict {
    this.#remembered.delete(id);
    this.#remembered.set(id, this.#clock.monotonic() + REMEMBERED_FOR);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return { outcome: 'right' };
  }
}
