import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { WatchedTransaction } from './watched-transaction.ts';
import { type WireMessage, WireMessages } from './wire-messages.ts';

/** Where a cut falls: the COMMIT never reaches the server, or its answer never reaches the client. */
export type CutSide = 'before' | 'after';

/** The COMMIT at which a connection breaks. */
export interface Cut {
  side: CutSide;
  /** A statement of its transaction. Undefined: any will do. */
  ran?: RegExp;
  /** The number of the COMMIT among those, from 1. */
  time: number;
  /** Called right before the connection breaks. */
  met: () => void;
}

/** The way of one replica to the database: a proxy on loopback that can hold up, cut and lead elsewhere. */
export class DatabaseLink implements AsyncDisposable {
  readonly #server: Server;
  readonly #port: () => number;
  readonly #pairs = new Set<Pair>();
  #isHeld = false;
  #cut: Cut | undefined;
  #commits = 0;

  private constructor(port: () => number) {
    this.#port = port;
    this.#server = createServer((client) => this.#take(client));
  }

  /** @param port of the database. It is asked at each connection. */
  static async start(port: () => number): Promise<DatabaseLink> {
    const link = new DatabaseLink(port);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** From now on no byte passes, in either direction. Connections stay open, as in a network that drops packets. */
  hold(): void {
    this.#isHeld = true;
    for (const { client, server } of this.#pairs) {
      client.pause();
      server.pause();
    }
  }

  /** Ends the hold. What was held passes now, or all old connections break. */
  release(how: 'pass' | 'break'): void {
    this.#isHeld = false;
    if (how === 'break') return this.breakAll();
    for (const { client, server } of this.#pairs) {
      client.resume();
      server.resume();
    }
  }

  breakAll(): void {
    for (const pair of this.#pairs) destroy(pair);
  }

  /** Breaks the connection of a COMMIT that is to come, once. Undefined: of none. */
  cutAtCommit(cut: Cut | undefined): void {
    this.#cut = cut;
    this.#commits = 0;
  }

  /** Safe to call twice. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.breakAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(client: Socket): void {
    const server = connect(this.#port(), '127.0.0.1');
    const pair: Pair = { client, server, transaction: new WatchedTransaction() };
    this.#pairs.add(pair);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.#pairs.delete(pair);
        destroy(pair);
      });
    }
    const messages = new WireMessages('client');
    client.on('data', (chunk: Buffer) => {
      for (const message of messages.add(chunk)) this.#forward(pair, message);
    });
    server.on('data', (chunk) => {
      pair.transaction.answered(chunk);
      client.write(chunk);
    });
    if (this.#isHeld) {
      client.pause();
      server.pause();
    }
  }

  #forward(pair: Pair, message: WireMessage): void {
    const cut = this.#cut;
    if (cut !== undefined && pair.transaction.isCommit(message, cut.ran) && ++this.#commits === cut.time) {
      this.#cut = undefined;
      this.#break(pair, cut, message);
    } else pair.server.write(message.bytes);
  }

  #break(pair: Pair, { side, met }: Cut, { bytes }: WireMessage): void {
    const end = () => {
      met();
      destroy(pair);
    };
    if (side === 'before') return end();
    // The server answers when it has committed.
    pair.server.removeAllListeners('data').once('data', end);
    pair.server.write(bytes);
  }
}

interface Pair {
  client: Socket;
  server: Socket;
  transaction: WatchedTransaction;
}

function destroy({ client, server }: Pair): void {
  client.destroy();
  server.destroy();
}
