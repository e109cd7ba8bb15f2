import type { Context } from 'hono';
import type { Secret } from '../../platform/secret.ts';
import type { Duration } from '../../platform/time.ts';
import type { AccessOptions } from './access-options.ts';
import type { AccessRules } from './access-rules.ts';
import { findToken, readBasic } from './authorization-header.ts';
import { peerAddress, isAmong } from './peer-address.ts';
import { isPublicName } from './host-check.ts';
import type { Principal } from './principal.ts';
import { readUserName } from './read-user-name.ts';
import { readSession } from './session-cookie.ts';

/** The proof of a caller's identity (`nobody`: nobody asked), or the reason why there is none. */
export type Proof =
  | { by: 'proxy' | 'bearer' | 'session' | 'nobody'; principal: Principal }
  | { by: 'basic'; principal: Principal; passwordHash: Secret }
  | { by: 'nothing' }
  | { by: 'otherHost' }
  | { by: 'limited'; wait: Duration };

const NOTHING: Proof = { by: 'nothing' };

/** Finds out who calls. A proof that is given and wrong is no proof, whatever else comes with it. */
export class Authenticator {
  readonly #options: AccessOptions;
  readonly #warned = new Set<string>();

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /**
   * @param proved the hash of the password that proved the same request before. It is not checked again, for that may
   * have to wait while others fail in that name.
   */
  async identify(context: Context, rules: AccessRules, proved?: Secret): Promise<Proof> {
    const byProxy = this.#readProxy(context, rules);
    if (byProxy !== undefined) return byProxy;
    const header = context.req.header('Authorization');
    if (header !== undefined) return await this.#readHeader(context, header, { rules, proved });
    const session = readSession(context);
    const name = session && (await this.#options.sessions.userOf(session, rules.users));
    const user = name && rules.users.get(name);
    if (!name || !user) return NOTHING;
    return { by: 'session', principal: { name, scopes: user.scopes, session: true } };
  }

  /** Reads the user that a trusted proxy names. `undefined` when none does. */
  #readProxy(context: Context, { proxy }: AccessRules): Proof | undefined {
    const sent = proxy && context.req.header(proxy.header);
    if (proxy === undefined || sent === undefined) return undefined;
    const address = peerAddress(context);
    const { header } = proxy;
    const { log } = this.#options;
    if (!isAmong(address, proxy.from)) {
      if (this.#isFirst('address'))
        log.warn({ header, address }, 'user named by an address that is not the proxy');
      return undefined;
    }
    // A page of another site that has its own name lead here cannot say ours.
    if (!isPublicName(context, this.#options)) {
      if (this.#isFirst('host'))
        log.warn({ header, address }, 'user named for another host than that of server.publicUrl');
      return { by: 'otherHost' };
    }
    const name = readUserName(sent);
    if (name !== undefined) return { by: 'proxy', principal: { name, scopes: proxy.scopes } };
    if (this.#isFirst('name'))
      log.warn({ header, address }, 'user named by the proxy in a way that is no name');
    return NOTHING;
  }

  /** True for the first warning of a kind. */
  #isFirst(kind: 'address' | 'host' | 'name'): boolean {
    const isFirst = !this.#warned.has(kind);
    this.#warned.add(kind);
    return isFirst;
  }

  async #readHeader(
    context: Context,
    header: string,
    { rules, proved }: { rules: AccessRules; proved: Secret | undefined },
  ): Promise<Proof> {
    const token = findToken(header, rules.tokens);
    if (token !== undefined) return { by: 'bearer', principal: { name: token.name, scopes: token.scopes } };
    const login = readBasic(header);
    if (login === undefined || rules.users.size === 0) return NOTHING;
    const user = rules.users.get(login.user);
    if (proved === undefined) {
      const asked = { ...login, address: peerAddress(context) };
      const verdict = await this.#options.passwords.check(asked, rules.users);
      if (verdict.outcome === 'limited') return { by: 'limited', wait: verdict.wait };
      if (verdict.outcome === 'wrong') return NOTHING;
    } else if (user?.passwordHash.reveal() !== proved.reveal()) return NOTHING;
    if (user === undefined) return NOTHING;
    const { scopes, passwordHash } = user;
    return { by: 'basic', principal: { name: login.user, scopes }, passwordHash };
  }
}
