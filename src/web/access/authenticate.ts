import type { Context } from 'hono';
import type { Duration } from '../../time.ts';
import type { AccessParts } from './access-parts.ts';
import type { AccessRules } from './access-rules.ts';
import { findToken, readBasic } from './authorization.ts';
import { clientAddress, isAmong } from './client-address.ts';
import type { Principal } from './principal.ts';
import { readSession } from './session-cookie.ts';

/** How it was proved who calls (`nobody`: nobody asked), or that nothing was. */
export type Proof =
  | { readonly by: 'proxy' | 'basic' | 'bearer' | 'session' | 'nobody'; readonly principal: Principal }
  | { readonly by: 'nothing' }
  | { readonly by: 'limited'; readonly wait: Duration };

const NOTHING: Proof = { by: 'nothing' };

/** Finds out who calls. A proof that is given and wrong is no proof, whatever else comes with it. */
export class Authenticator {
  readonly #parts: AccessParts;
  #hasSeenStranger = false;

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  async identify(context: Context, rules: AccessRules): Promise<Proof> {
    const byProxy = this.#readProxy(context, rules);
    if (byProxy !== undefined) return byProxy;
    const header = context.req.header('Authorization');
    if (header !== undefined) return await this.#readHeader(context, header, rules);
    const session = readSession(context);
    const name = session && this.#parts.sessions.userOf(session, rules.users);
    const user = name && rules.users.get(name);
    if (!name || !user) return NOTHING;
    return { by: 'session', principal: { name, scopes: user.scopes, session: true } };
  }

  /** Undefined when no proxy has spoken that is to be believed. */
  #readProxy(context: Context, { proxy }: AccessRules): Proof | undefined {
    const name = proxy && context.req.header(proxy.header);
    if (proxy === undefined || name === undefined) return undefined;
    const address = clientAddress(context);
    if (!isAmong(address, proxy.from)) {
      if (!this.#hasSeenStranger)
        this.#parts.log.warn(
          { header: proxy.header, address },
          'user named by an address that is not the proxy',
        );
      this.#hasSeenStranger = true;
      return undefined;
    }
    // Two of them arrive joined by a comma: one may be the client's own, and there is no telling which.
    if (!/^[^\p{Cc},]{1,200}$/u.test(name)) return NOTHING;
    return { by: 'proxy', principal: { name, scopes: proxy.scopes } };
  }

  async #readHeader(context: Context, header: string, rules: AccessRules): Promise<Proof> {
    const token = findToken(header, rules.tokens);
    if (token !== undefined) return { by: 'bearer', principal: { name: token.name, scopes: token.scopes } };
    const login = readBasic(header);
    if (login === undefined || rules.users.size === 0) return NOTHING;
    const verdict = await this.#parts.passwords.check(
      { ...login, address: clientAddress(context) },
      rules.users,
    );
    if (verdict.outcome === 'limited') return { by: 'limited', wait: verdict.wait };
    const user = rules.users.get(login.user);
    if (verdict.outcome === 'wrong' || user === undefined) return NOTHING;
    return { by: 'basic', principal: { name: login.user, scopes: user.scopes } };
  }
}
