import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** More than the buffers of a connection hold, when each answer has some 20 kB. */
const PIPELINED = 500;

/** Clients of the program's own HTTP server that keep it waiting: silent, half a request, never reading an answer. */
export async function connectBadClients(url: string): Promise<AsyncDisposable & { count: number }> {
  const host = new URL(url);
  const whole = `GET /metrics HTTP/1.1\r\nHost: ${host.host}\r\n\r\n`;
  const said = ['', 'GET /metr', whole.slice(0, -2), whole.repeat(PIPELINED)];
  const sockets = await Promise.all(
    said.map(async (text) => {
      const socket = connect(Number(host.port), host.hostname).pause();
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(text);
      return socket;
    }),
  );
  return {
    count: sockets.length,
    [Symbol.asyncDispose]: () => Promise.resolve(sockets.forEach((socket: Socket) => socket.destroy())),
  };
}
