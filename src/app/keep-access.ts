import type { Config } from '../config/schema/schema.ts';
import { isReadersOwnHost } from '../platform/values/urls.ts';
import { isWideBlock } from '../config/advice/wide-block.ts';
import { accessFromConfig } from './access-from-config.ts';

type Server = Config['server'];

/** Returns what takes the place of `next`; `undefined` where it opens nothing. Both listen at the same address. */
type Guard = (next: Server, current: Server) => Server | undefined;

/**
 * The new access, as far as it opens nothing that is closed now, and the paths of what waits for the next start. A line
 * that is lost from the file must not open a running daemon; who restarts it means it. Users, tokens, their scopes
 * and the addresses of a proxy may come and go at any time.
 */
export function keepAccess(next: Server, current: Server): { server: Server; kept: readonly string[] } {
  const kept: string[] = [];
  let server = next;
  for (const [path, guard] of GUARDS) {
    const guarded = guard(server, current);
    if (guarded === undefined) continue;
    kept.push(path);
    server = guarded;
  }
  return { server, kept };
}

/** Nobody would be asked any more who they are. */
const keepAsking: Guard = (next, current) => {
  const { auth } = current;
  if (auth === undefined || modeOf(current) !== 'asked' || modeOf(next) === 'asked') return undefined;
  return { ...next, auth };
};

/** Everybody would be let in. */
const keepOthersOut: Guard = (next, current) => {
  if (next.auth === undefined || modeOf(next) !== 'open' || modeOf(current) === 'open') return undefined;
  return { ...next, auth: { ...next.auth, allowUnauthenticated: false } };
};

/** Strangers would be believed to be the proxy. */
const keepProxyNarrow: Guard = (next, current) => {
  const { auth } = next;
  if (auth?.proxy === undefined || !isGuarded(current)) return undefined;
  const before = current.auth?.proxy;
  const from = auth.proxy.from.filter(
    (block) => !isWideBlock(block) || before?.from.includes(block) === true,
  );
  if (from.length === auth.proxy.from.length) return undefined;
  const { proxy, ...others } = auth;
  const kept = from.length === 0 ? before : { ...proxy, from };
  const narrow = { ...next, auth: { ...others, ...(kept && { proxy: kept }) } };
  return keepAsking(narrow, current) ?? narrow;
};

/** More would be answered without a login. */
const keepLoginNeeded: Guard = (next, current) => {
  const { auth } = next;
  if (auth === undefined || current.auth === undefined || !isGuarded(current)) return undefined;
  const before = current.auth.open;
  const open = auth.open.filter((part) => before.includes(part));
  return open.length === auth.open.length ? undefined : { ...next, auth: { ...auth, open } };
};

/**
 * A server that asks nobody would answer to a name by which others may reach it. Or a proxy would be believed for
 * `localhost`: other pages of that proxy, which ask nobody, come by this name.
 */
const keepName: Guard = (next, current) => {
  const [isLocal, wasLocal] = [next, current].map(isLocallyNamed);
  const isSameHost = hostOf(next) === hostOf(current);
  const opensToOthers = !isLocal && modeOf(next) === 'loopback';
  const believesNeighbours = isLocal && !wasLocal && next.auth?.proxy !== undefined && isGuarded(current);
  if (isSameHost || !(opensToOthers || believesNeighbours)) return undefined;
  return { ...next, publicUrl: current.publicUrl };
};

function hostOf({ publicUrl }: Server): string {
  return new URL(publicUrl).hostname;
}

function isLocallyNamed(server: Server): boolean {
  return isReadersOwnHost(hostOf(server));
}

const GUARDS = [
  ['server.auth', keepAsking],
  ['server.auth.allowUnauthenticated', keepOthersOut],
  ['server.auth.proxy.from', keepProxyNarrow],
  ['server.auth.open', keepLoginNeeded],
  ['server.publicUrl', keepName],
] as const;

function modeOf(server: Server) {
  return accessFromConfig({ server }).mode;
}

/** Says whether anything is closed to somebody now. */
function isGuarded(server: Server): boolean {
  return ['asked', 'closed'].includes(modeOf(server));
}
