import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A port on loopback that takes connections, or not even that, and never comes to an end. */
export interface BlackHole extends AsyncDisposable {
  port: number;
  /** Resolves when somebody said something to it; never for a port that does not accept. */
  met: Promise<void>;
}

/** A black hole's act on a request over HTTP. */
export const HTTP_HOLES = ['never answers', 'drips its head', 'drips its body', 'stops in its body'] as const;
export type HttpHole = (typeof HTTP_HOLES)[number];

/** Opens a port that behaves so to every request. */
export async function openBlackHole(hole: HttpHole): Promise<BlackHole> {
  const open = new Set<Socket>();
  const met = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    socket.once('data', () => {
      met.resolve();
      answerEndlessly(socket, hole);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    met: met.promise,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const DRIP_EVERY_MS = 100;

function answerEndlessly(socket: Socket, hole: HttpHole): void {
  const drip = (text: string) => {
    const timer = setInterval(() => socket.write(text), DRIP_EVERY_MS);
    socket.once('close', () => clearInterval(timer));
  };
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 1000000\r\n';
  switch (hole) {
    case 'never answers':
      return;
    case 'drips its head':
      socket.write('HTTP/1.1 200 OK\r\nX-Drip: ');
      return drip('x');
    case 'drips its body':
      socket.write(`${head}\r\n<?xml version="1.0"?>`);
      return drip(' ');
    case 'stops in its body':
      socket.write(`${head}\r\n<?xml version="1.0"?><Response>`);
  }
}

/** Opens a port whose process is stopped and whose queue is full: connecting to it never ends. */
export async function openUnacceptingPort(): Promise<BlackHole> {
  const child = spawn(process.execPath, ['-e', LISTEN], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  child.kill('SIGSTOP');
  const queued: Socket[] = [];
  while (await connects(port, queued));
  return {
    port,
    met: new Promise(() => {}),
    async [Symbol.asyncDispose]() {
      for (const socket of queued) socket.destroy();
      const gone = once(child, 'close');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const LISTEN = `
  const server = require('node:net').createServer(() => {});
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

/** Long enough for loopback; a connection that takes longer waits for room in the queue. */
const CONNECTED_WITHIN_MS = 500;

async function connects(port: number, queued: Socket[]): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  queued.push(socket);
  const patience = AbortSignal.timeout(CONNECTED_WITHIN_MS);
  return await once(socket, 'connect', { signal: patience }).then(
    () => true,
    () => false,
  );
}
