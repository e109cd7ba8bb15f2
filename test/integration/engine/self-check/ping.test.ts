import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { DIRECT } from '../../../../src/platform/http/proxy-policy.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { StoreFault } from '../../../../src/store/store-fault.ts';
import { MINUTE } from '../../../../src/platform/time.ts';
import { pingWhileWell } from '../../../../src/engine/self-check/ping.ts';
import { TestClock } from '../../../support/test-clock.ts';

/** A server that counts requests, and a ping that asks it once a minute. */
class PingFixture implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly asked: string[] = [];
  readonly lines: string[] = [];
  status = 200;
  well: () => Promise<boolean> = () => Promise.resolve(true);
  readonly #server: Server;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(`${request.method} ${request.url}`);
      response.writeHead(this.status, { location: '/elsewhere' }).end('OK');
    });
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const log = pino({ level: 'info' }, { write: (line: string) => void this.lines.push(line) });
    const url = new Secret(`http://127.0.0.1:${port}/very-secret`);
    const { clock } = this;
    const options = { url, every: MINUTE, isWell: () => this.well(), clock, log, proxies: DIRECT };
    this.#running = pingWhileWell(options, this.#stopping.signal);
    await this.rested();
  }

  /** A minute later, and the ping of then has ended. */
  async minute(): Promise<void> {
    await this.clock.advance(MINUTE);
    await this.rested();
  }

  get messages(): string[] {
    return this.lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  }

  closeServer(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('stopping'));
    await this.#running;
    this.closeServer();
  }

  private async rested(): Promise<void> {
    // While one is under way, its deadline is nearer.
    await expect.poll(() => this.clock.nextDue, { interval: 5 }).toBe(MINUTE);
  }
}

describe('the ping', () => {
  it('goes out at its pace, only while all is well', async () => {
    await using fixture = new PingFixture();
    await fixture.start();
    await fixture.minute();
    expect(fixture.asked).toEqual(['GET /very-secret', 'GET /very-secret']);
    fixture.well = () => Promise.resolve(false);
    await fixture.minute();
    fixture.well = () => Promise.reject(new StoreFault('store-busy', 'the store is locked'));
    await fixture.minute();
    expect(fixture.asked).toHaveLength(2);
    fixture.well = () => Promise.resolve(true);
    await fixture.minute();
    expect(fixture.asked).toHaveLength(3);
    expect(fixture.lines).toEqual([]);
  });

  it('says once that it is not answered, and when it is again; follows nobody, and shows no path', async () => {
    await using fixture = new PingFixture();
    await fixture.start();
    fixture.status = 302;
    await fixture.minute();
    await fixture.minute();
    expect(fixture.asked).toEqual(Array.from({ length: 3 }, () => 'GET /very-secret'));
    fixture.status = 200;
    await fixture.minute();
    expect(fixture.messages).toEqual(['ping was not answered', 'pings are answered again']);
    expect(fixture.lines[0]).toContain('"reason":"status 302"');
    fixture.closeServer();
    await fixture.minute();
    expect(fixture.lines[2]).toContain('"reason":"ECONNREFUSED"');
    expect(fixture.lines.join('')).not.toContain('very-secret');
  });
});
