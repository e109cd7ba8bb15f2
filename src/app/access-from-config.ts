import { BlockList, isIP } from 'node:net';
import type { Config } from '../config/schema/schema.ts';
import { isLoopbackHost } from '../platform/values/urls.ts';
import type { AccessRules } from '../http/auth/access-rules.ts';

/** Returns the access rules of the configuration, as the pages and the API need them. */
export function accessFromConfig({ server }: Pick<Config, 'server'>): AccessRules {
  const { listen, auth } = server;
  const { basic = [], bearer = [], proxy, open = ['health', 'metrics'] } = auth ?? {};
  const isAsked = basic.length + bearer.length > 0 || proxy !== undefined;
  const isOpen = auth?.allowUnauthenticated === true;
  return {
    mode: isAsked ? 'asked' : isOpen ? 'open' : isLoopbackHost(listen.host) ? 'loopback' : 'closed',
    users: new Map(
      basic.map(({ user, passwordHash, scopes }) => [user, { passwordHash, scopes: new Set(scopes) }]),
    ),
    tokens: bearer.map(({ name, token, scopes }) => ({ name, token, scopes: new Set(scopes) })),
    proxy: proxy && {
      header: proxy.header,
      from: toBlockList(proxy.from),
      scopes: new Set(proxy.scopes),
    },
    open: new Set(open),
  };
}

function toBlockList(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', prefix] = block.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
