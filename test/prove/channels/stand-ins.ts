import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { type Arrival, readBody } from './arrival.ts';
import { readRequest, type VendorRules } from '../../support/vendors/stand-in.ts';
import type { VendorAnswer } from '../../support/vendors/vendor-answer.ts';
import { type AlertsHeld, readAlerts } from './alerts.ts';
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
  /** Of an Alertmanager alone. */
  alerts: AlertsHeld | undefined;
}

interface ServedDestination extends Destination {
  rules: VendorRules;
}

/** Every way over HTTP, each to a server of its own on loopback. They take all messages, but as the script says. */
export class StandIns implements AsyncDisposable {
  readonly destinations: readonly Destination[];
  /** Whatever arrived, in order. */
  readonly arrivals: Arrival[] = [];
  readonly #servers: readonly Server[];
  #script: StandInScript | undefined;
  #open = 0;

  private constructor(servers: readonly { way: Way; server: Server; url: string }[]) {
    this.#servers = servers.map(({ server }) => server);
    this.destinations = servers.map(({ way, server, url }) => {
      const block = way.block(url);
      const rules = way.rules?.() ?? takeAll(way);
      const alerts: AlertsHeld | undefined = way.vendor.name === 'alertmanager' ? new Map() : undefined;
      const destination = { way, block, recipient: recipientOf(way, block), rules, alerts };
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

  async #serve(
    { way, recipient, rules, alerts }: ServedDestination,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const request = await readRequest(incoming).catch(() => undefined);
    // The client went away before all of it was there.
    if (request === undefined) return;
    const fault = this.#script?.({ way, recipient });
    const isAnswered = fault === undefined || fault.do === 'take';
    const reply = isAnswered ? rules(request, Date.now()) : undefined;
    const isTaken = reply?.took !== undefined;
    const id = request.headers['webhook-id'];
    this.arrivals.push({
      channel: way.vendor.name,
      recipient,
      at: Date.now(),
      isTaken,
      ...readBody(request.body, typeof id === 'string' ? id : undefined),
    });
    if (isTaken && alerts !== undefined) readAlerts(alerts, request.body);
    if (fault?.do === 'hang') return;
    if (fault?.do === 'reset') return void incoming.socket.resetAndDestroy();
    write(response, fault?.do === 'answer' ? fault.answer : (reply ?? way.vendor.accepted));
    if (fault?.do === 'take') fault.after();
  }
}

function takeAll({ vendor: { accepted } }: Way): VendorRules {
  return () => ({ ...accepted, took: { text: '', links: [], mentions: [] } });
}

function write(response: ServerResponse, { status = 200, headers = {}, body }: VendorAnswer): void {
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
}
