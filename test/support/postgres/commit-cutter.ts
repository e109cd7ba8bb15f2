import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** COMMIT as a simple query and as a prepared one. */
const COMMIT = /\0commit\0|\bcommit\0/i;

/** A way to PostgreSQL that can be cut at the worst moment. */
export class CommitCutter implements AsyncDisposable {
  /** Where the way is cut next, once. */
  next: 'COMMIT' | 'the answer to COMMIT' | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(to: number) {
    this.#server = createServer((client) => this.#join(client, connect(to, '127.0.0.1')));
  }

  static async start(to: number): Promise<CommitCutter> {
    const cutter = new CommitCutter(to);
    cutter.#server.listen(0, '127.0.0.1');
    await once(cutter.#server, 'listening');
    return cutter;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** Cuts every connection there is. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket, server: Socket): void {
    let isAnswerCut = false;
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (data) => {
      if (this.next !== undefined && COMMIT.test(data.toString('latin1'))) {
        isAnswerCut = this.next === 'the answer to COMMIT';
        this.next = undefined;
        if (!isAnswerCut) client.destroy();
      }
      if (!client.destroyed) server.write(data);
    });
    // The server has done it by the time that it answers.
    server.on('data', (data) => (isAnswerCut ? client.destroy() : client.write(data)));
  }
}
