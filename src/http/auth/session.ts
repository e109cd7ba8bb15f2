import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { signingKey } from '../../store/settings/signing-keys.ts';
import type { Store } from '../../store/store.ts';
import { EndedSessions } from '../login/ended-sessions.ts';
import { HOUR, type Clock, type Duration, type Instant } from '../../platform/time.ts';
import type { User } from './access-rules.ts';

/** A working day, and the night after which one signs in again. */
export const SESSION_LIFE: Duration = 12 * HOUR;

/** The key is made once per store, so that people stay signed in over a restart. @throws StoreFault */
export async function openSessions(store: Store, clock: Clock): Promise<Sessions> {
  const key = await store.write((trx) => signingKey(trx, 'sessions'));
  return new Sessions({ key, clock, ended: new EndedSessions(store, clock) });
}

/**
 * Sessions that are nothing but a signed text which the browser keeps. The password's hash is part of what is signed:
 * a session ends with the user, and with the password it was begun with.
 */
export class Sessions {
  readonly purpose = 'sessions';
  #key: KeyObject;
  readonly #clock: Clock;
  readonly #ended: EndedSessions;

  constructor({ key, clock, ended }: { key: Buffer; clock: Clock; ended: EndedSessions }) {
    this.#key = createSecretKey(key);
    this.#clock = clock;
    this.#ended = ended;
  }

  /** Another key ends all sessions. */
  useKey(key: Buffer): boolean {
    const next = createSecretKey(key);
    const isOther = !next.equals(this.#key);
    this.#key = next;
    return isOther;
  }

  begin(name: string, user: User): string {
    const claims: Claims = [name, this.#clock.now() + SESSION_LIFE, randomBytes(12).toString('base64url')];
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${payload}.${this.#sign(payload, user)}`;
  }

  /** Returns the user of a session. `undefined` for one that was not begun here, or is over. */
  async userOf(session: string, users: ReadonlyMap<string, User>): Promise<string | undefined> {
    const claims = this.#read(session, users);
    if (claims === undefined) return undefined;
    const [name, until, id] = claims;
    if (this.#clock.now() >= until) return undefined;
    return (await this.#ended.has(this.#keyOf(id))) ? undefined : name;
  }

  /** Ends a session, with all copies of its cookie, on all replicas. */
  async end(session: string, users: ReadonlyMap<string, User>): Promise<void> {
    const claims = this.#read(session, users);
    if (claims === undefined) return;
    const [, until, id] = claims;
    await this.#ended.add({ key: this.#keyOf(id), until });
  }

  #read(session: string, users: ReadonlyMap<string, User>): Claims | undefined {
    const [payload = '', signature = '', ...more] = session.split('.');
    const claims = readClaims(payload);
    const user = claims && users.get(claims[0]);
    if (claims === undefined || user === undefined || more.length > 0) return undefined;
    const [expected, given] = [Buffer.from(this.#sign(payload, user)), Buffer.from(signature)];
    return expected.length === given.length && timingSafeEqual(expected, given) ? claims : undefined;
  }

  /** The key of an ended session in the store, whose readers must not learn its id. */
  #keyOf(id: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify(['ended session', id]))
      .digest('base64url');
  }

  #sign(payload: string, { passwordHash }: User): string {
    const signed = JSON.stringify(['session', payload, passwordHash.reveal()]);
    return createHmac('sha256', this.#key).update(signed).digest('base64url');
  }
}

/** The content of a session. Nothing of it is true before the signature is checked. */
type Claims = [name: string, until: Instant, id: string];

function readClaims(payload: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return z.tuple([z.string(), z.number(), z.string()]).safeParse(claims).data;
  } catch {
    return undefined;
  }
}
