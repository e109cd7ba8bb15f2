import type { Finding } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';
import { isLoopbackHost, isReadersOwnHost } from '../../platform/values/urls.ts';
import { isWideBlock } from './wide-block.ts';

type Server = Config['server'];

/** Names what lets strangers in, what they can read on the way, and links that lead nowhere. */
export function adviseServer({ server }: Config): readonly Finding[] {
  return [
    ...advisePublicUrl(server),
    ...adviseEncryption(server),
    ...adviseOpenness(server),
    ...adviseProxy(server),
  ];
}

const PUBLIC_URL = ['server', 'publicUrl'];

function advisePublicUrl({ listen, publicUrl, tls }: Server): readonly Finding[] {
  const { hostname, protocol, port: written } = new URL(publicUrl);
  const at = { path: PUBLIC_URL, value: publicUrl };
  const findings: Finding[] = [];
  if (tls !== undefined && protocol === 'http:') {
    const message = 'begins with http:, but server.tls serves https';
    findings.push({ ...at, message, hint: 'write https:// in it, or links lead nowhere' });
  }
  if (!isReadersOwnHost(hostname)) return findings;
  const port = written === '' ? (protocol === 'https:' ? 443 : 80) : Number(written);
  if (!isLoopbackHost(listen.host)) {
    const message = "leads each reader of a message to the reader's own machine";
    findings.push({ ...at, message, hint: 'write the URL by which readers reach this server' });
  } else if (listen.port !== 0 && listen.port !== port) {
    const message = `leads to port ${port}, while server.listen is on port ${listen.port}`;
    const hint = 'write the URL by which readers reach this server';
    findings.push({ ...at, message, hint, severity: 'info' });
  }
  return findings;
}

function adviseEncryption({ auth, listen, publicUrl, tls }: Server): readonly Finding[] {
  const hasSecrets = auth !== undefined && auth.basic.length + auth.bearer.length > 0;
  const isPublishedPlain = publicUrl.startsWith('http:');
  if (tls !== undefined || !hasSecrets || !isPublishedPlain || isLoopbackHost(listen.host)) return [];
  return [
    {
      path: ['server', 'auth'],
      message: 'lets passwords and tokens travel unencrypted',
      hint: 'set server.tls, or put a proxy with https before it and write its URL as server.publicUrl',
    },
  ];
}

function adviseOpenness({ auth, listen, publicUrl }: Server): readonly Finding[] {
  const isAsked =
    auth !== undefined && (auth.basic.length + auth.bearer.length > 0 || auth.proxy !== undefined);
  if (isAsked) return [];
  const isPublic = !isReadersOwnHost(new URL(publicUrl).hostname);
  const listensToOthers = !isLoopbackHost(listen.host);
  const hint = 'set server.auth: users, tokens or a proxy that asks who it is';
  if (auth?.allowUnauthenticated === true) {
    if (!isPublic && !listensToOthers) return [];
    const message = 'lets everybody who reaches the server acknowledge, silence and resend';
    const path = ['server', 'auth', 'allowUnauthenticated'];
    return [{ path, message, hint, severity: 'critical' }];
  }
  if (!isPublic) return [];
  if (listensToOthers) {
    const message = 'leads to pages that answer nobody, for nobody is asked who they are';
    return [{ path: PUBLIC_URL, value: publicUrl, message, hint }];
  }
  const message =
    'lets everybody who comes by it acknowledge, silence and resend: nobody is asked who they are';
  return [{ path: PUBLIC_URL, value: publicUrl, message, hint, severity: 'critical' }];
}

function adviseProxy({ auth, publicUrl }: Server): readonly Finding[] {
  if (auth?.proxy === undefined) return [];
  const wide = adviseBlocks(auth.proxy.from);
  if (!isReadersOwnHost(new URL(publicUrl).hostname)) return wide;
  const message = 'is the only host for which the proxy is believed';
  const hint = 'write the URL by which readers reach the proxy';
  return [{ path: PUBLIC_URL, value: publicUrl, message, hint }, ...wide];
}

function adviseBlocks(blocks: readonly string[]): readonly Finding[] {
  return blocks.flatMap((block, index): Finding[] => {
    if (!isWideBlock(block)) return [];
    return [
      {
        path: ['server', 'auth', 'proxy', 'from', index],
        value: block,
        message: 'believes strangers who name themselves any user',
        hint: 'write the addresses from which the proxy itself connects',
        severity: 'critical',
      },
    ];
  });
}
