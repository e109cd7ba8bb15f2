import { createServer, request, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsCertificate } from './tls-certificate.ts';

/** A proxy's act in place of its work. */
export type ProxyFault =
  | { do: 'refuse'; status: number }
  | { do: 'hang' }
  | { do: 'close' }
  /** Writes these bytes in answer to a CONNECT. */
  | { do: 'write'; bytes: string }
  /** One byte after the other of an answer that never ends. */
  | { do: 'drip' };

/** A real HTTP proxy on loopback. It knows by itself where names lead, as a proxy does whose clients have no DNS. */
export async function startProxy(
  options: {
    /** By host name, the port on 127.0.0.1 where its requests go. */
    hosts?: Readonly<Record<string, number>>;
    /** `USER:PASSWORD`; anything else is answered with 407. */
    login?: string;
    fault?: ProxyFault;
    /** Speaks TLS itself. */
    certificate?: TlsCertificate;
  } = {},
) {
  const { hosts = {}, certificate } = options;
  const seen = { tunnels: [] as string[], requests: [] as string[] };
  const open = new Set<Duplex>();
  const keep = <S extends Duplex>(socket: S): S => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    return socket;
  };
  const onward = (authority: string) => {
    const { hostname, port } = new URL(`http://${authority}`);
    return { port: hosts[hostname] ?? Number(port), host: '127.0.0.1' };
  };
  const mayPass = ({ headers }: IncomingMessage) =>
    options.login === undefined ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(options.login).toString('base64')}`;

  const server = certificate === undefined ? createServer() : createTlsServer({ ...certificate });
  server.on('connection', (socket: Socket) => keep(socket));
  server.on('request', (incoming, response) => {
    seen.requests.push(`${incoming.method} ${incoming.url}`);
    if (!mayPass(incoming)) {
      response.writeHead(407).end();
      return;
    }
    const url = new URL(incoming.url ?? '');
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    const target = { ...onward(url.host), path: `${url.pathname}${url.search}` };
    const passed = request({ ...target, method: incoming.method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end());
    incoming.pipe(passed);
  });
  server.on('connect', (incoming, client) => {
    keep(client);
    seen.tunnels.push(incoming.url ?? '');
    if (options.fault !== undefined) {
      // Else it would not notice that the client leaves.
      client.resume().once('end', () => client.destroy());
      return misbehave(client, options.fault);
    }
    if (!mayPass(incoming)) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const target = onward(incoming.url ?? '');
    const tunnel = keep(connect(target.port, target.host));
    tunnel.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(tunnel).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    ...seen,
    port,
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    /** The number of open connections. */
    get connections() {
      return open.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function misbehave(client: Duplex, fault: ProxyFault): void {
  switch (fault.do) {
    case 'refuse':
      client.end(`HTTP/1.1 ${fault.status} Because\r\n\r\n`);
      return;
    case 'hang':
      return;
    case 'close':
      client.destroy();
      return;
    case 'write':
      client.end(fault.bytes);
      return;
    case 'drip': {
      client.write('HTTP/1.1 200 OK\r\nX-Drip: ');
      const timer = setInterval(() => client.write('x'), 1);
      client.once('close', () => clearInterval(timer));
    }
  }
}
