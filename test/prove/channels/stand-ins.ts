import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { type Arrival, readBody } from './arrival.ts';
import type { VendorAnswer } from '../../support/vendors/vendor.ts';
import { type Alerts, readAlerts } from './alerts.ts';
import { recipientOf, type Way } from './destinations.ts';

/** What becomes of a request in place of an answer that takes it. `after`: it is taken, and that is known then. */
export type StandInFault =
  | { do: 'answer'; answer: VendorAnswer }
  | { do: 'hang' }
  | { do: 'reset' }
  | { do: 'take'; after: () => void };

/** Asked at every request that has come in whole. `undefined` takes it. */
export type StandInScript = (at: { way: Way; recipient: string }) => StandInFault | undefined;

/** A destination: the block that a receiver writes for it. */
export interface Destination {
  way: Way;
  recipient: string;
  block: object;
}

/** Every way over HTTP, each to a server of its own on loopback. They take all messages, but as the script says. */
export class StandIns implements AsyncDisposable {
  readonly destinations: readonly Destination[];
  /** Whatever arrived, in order. */
  readonly arrivals: Arrival[] = [];
  /** The alerts of each Alertmanager, by recipient. */
  readonly alerts: Alerts = new Map();
  readonly #servers: readonly Server[];
  #script: StandInScript | undefined;
  #open = 0;

  private constructor(servers: readonly { way: Way; server: Server; url: string }[]) {
    this.#servers = servers.map(({ server }) => server);
    this.destinations = servers.map(({ way, server, url }) => {
      const block = way.block(url);
      const destination = { way, block, recipient: recipientOf(way, block) };
      server.on('connection', (socket) => {
        this.#open += 1;
        socket.once('close', () => (this.#open -= 1));
      });
      server.on('request', (request, response) => void this.#serve(destination, request, response));
      return destination;
    });
  }

  static async start(ways: readonly Way[]): Promise<StandIns> {
    const servers = ways.map(async (way) => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      return { way, server, url: `http://127.0.0.1:${port}` };
    });
    return new StandIns(await Promise.all(servers));
  }

  /** Replaces the script. `undefined` makes all vendors well again. */
  setScript(script: StandInScript | undefined): void {
    this.#script = script;
  }

  /** Resolves when nobody is connected: all that was sent has arrived. */
  async settled(): Promise<void> {
    while (this.#open > 0) await setImmediate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) server.closeAllConnections();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  async #serve({ way, recipient }: Destination, request: IncomingMessage, response: ServerResponse) {
    const body = await bodyOf(request).catch(() => undefined);
    // The client went away before all of it was there.
    if (body === undefined) return;
    const id = request.headers['webhook-id'];
    const fault = this.#script?.({ way, recipient });
    const isTaken = fault === undefined || fault.do === 'take';
    this.arrivals.push({
      channel: way.vendor.name,
      recipient,
      at: Date.now(),
      isTaken,
      ...readBody(body, typeof id === 'string' ? id : undefined),
    });
    if (isTaken && way.vendor.name === 'alertmanager') readAlerts(this.alerts, recipient, body);
    if (fault?.do === 'hang') return;
    if (fault?.do === 'reset') return void request.socket.resetAndDestroy();
    const {
      status = 200,
      headers = {},
      body: words,
    } = fault?.do === 'answer' ? fault.answer : way.vendor.accepted;
    response.writeHead(status, headers).end(typeof words === 'string' ? words : JSON.stringify(words));
    if (fault?.do === 'take') fault.after();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
