import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import { networkOf } from './auth/peer-address.ts';

/** The most connections at once. Each takes a file descriptor, which mails and the store need, too. */
export interface ConnectionBounds {
  maxConnections: number;
  /** The most of one IPv4 address, or of one IPv6 network of 64 bits. */
  maxConnectionsPerAddress: number;
}

export const DEFAULT_BOUNDS: ConnectionBounds = { maxConnections: 200, maxConnectionsPerAddress: 100 };

interface Connection {
  socket: Socket;
  network: string;
  /** Requests that are not answered yet. */
  requests: number;
}

/**
 * Bounds the number of connections. When there are too many, a new one takes the place of the one that has been idle
 * for longest. So a client that holds a connection without asking anything keeps nobody out. When all are busy, the
 * new one is refused.
 */
export function boundConnections(server: Server, bounds: () => ConnectionBounds): { destroyAll: () => void } {
  /** The oldest first, by the client's address and port: with TLS a request knows another socket. */
  const connections = new Map<string, Connection>();
  const makeRoom = (most: number, isOfThem: (connection: Connection) => boolean): boolean => {
    const counted = [...connections.values()].filter(isOfThem);
    if (counted.length < most) return true;
    const idle = counted.find(({ requests }) => requests === 0);
    if (idle === undefined) return false;
    connections.delete(keyOf(idle.socket));
    idle.socket.destroy();
    return true;
  };
  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '');
    const { maxConnections, maxConnectionsPerAddress } = bounds();
    const hasRoom =
      makeRoom(maxConnectionsPerAddress, (other) => other.network === network) &&
      makeRoom(maxConnections, () => true);
    if (!hasRoom) {
      socket.destroy();
      return;
    }
    const key = keyOf(socket);
    const connection: Connection = { socket, network, requests: 0 };
    connections.set(key, connection);
    socket.once('close', () => {
      if (connections.get(key) === connection) connections.delete(key);
    });
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const key = keyOf(socket);
    const connection = connections.get(key);
    if (connection === undefined) return;
    connection.requests += 1;
    response.once('close', () => {
      connection.requests -= 1;
      // It is idle from now on, and so the youngest of the idle ones.
      if (connections.delete(key)) connections.set(key, connection);
    });
  });
  return { destroyAll: () => connections.forEach(({ socket }) => socket.destroy()) };
}

function keyOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
