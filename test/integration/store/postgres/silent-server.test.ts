import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { SECOND, type Duration } from '../../../../src/platform/time.ts';
import { Connections } from '../../../../src/store/postgres/connections.ts';
import { postgresEngine } from '../../../../src/store/postgres/postgres-engine.ts';
import { Store } from '../../../../src/store/store.ts';
import { TestClock } from '../../../support/test-clock.ts';

/** AuthenticationOk and ReadyForQuery (PostgreSQL documentation, "Message Formats"). */
const WELCOME = Buffer.concat([
  Buffer.from('R'),
  Buffer.of(0, 0, 0, 8, 0, 0, 0, 0),
  Buffer.from('Z'),
  Buffer.of(0, 0, 0, 5),
  Buffer.from('I'),
]);

/** Lets clients in and answers no query, as when the way to it is cut. */
class SilentServer implements AsyncDisposable {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.clients += 1;
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => socket.write(WELCOME));
  });

  /** The number that came. */
  clients = 0;

  static async start(): Promise<SilentServer> {
    const silent = new SilentServer();
    silent.#server.listen(0, '127.0.0.1');
    await once(silent.#server, 'listening');
    return silent;
  }

  /** Connections to it, which give up a query after `patience`. */
  connections(patience: Duration): Connections {
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return new Connections({ host: '127.0.0.1', port, query_timeout: patience }, 'the test');
  }

  endAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.endAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

it('a connection that broke waits for no further answer, not even to roll back', async () => {
  await using server = await SilentServer.start();
  const connections = server.connections(50);
  const connection = await connections.connect();
  await expect(connection.query('BEGIN', [])).rejects.toMatchObject({ code: 'store-unreachable' });
  const rollback = connection.query('ROLLBACK', []).catch(() => 'refused');
  expect(await Promise.race([rollback, nextTurn('waits')])).toBe('refused');
  connection.release();
  await connections.end();
});

it('a store that gives no answer counts as not writable before its query ends', async () => {
  await using server = await SilentServer.start();
  const clock = new TestClock();
  const engine = postgresEngine({ pool: server.connections(20 * SECOND), place: 'the test', clock });
  const store = new Store(engine, { clock, isNew: false });
  const answers: boolean[] = [];
  const asking = store.isWritable(0).then((answer) => answers.push(answer));
  await clock.advance(8 * SECOND);
  expect(answers).toEqual([false]);
  server.endAll();
  await asking;
  await store.close();
});

it('whoever asks whether a store can be written while that is being found out gets the same answer', async () => {
  await using server = await SilentServer.start();
  const clock = new TestClock();
  const engine = postgresEngine({ pool: server.connections(50), place: 'the test', clock });
  const store = new Store(engine, { clock, isNew: false });
  const answers = await Promise.all(Array.from({ length: 5 }, () => store.isWritable(0)));
  expect([new Set(answers), server.clients]).toEqual([new Set([false]), 1]);
  await store.close();
});
