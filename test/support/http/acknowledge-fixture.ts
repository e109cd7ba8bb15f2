import { sql } from 'kysely';
import type { Labels } from '../../../src/core/rule/group.ts';
import { incidentTitle } from '../../../src/core/message/incident-title.ts';
import { closeIncident, openIncident, type NewIncident } from '../../../src/store/incidents/incidents.ts';
import { acknowledgeIncident } from '../../../src/actions/incident-actions.ts';
import { addThreads } from '../../../src/store/incidents/threads.ts';
import type { AcknowledgeOptions } from '../../../src/http/pages/acknowledge/acknowledge.ts';
import { createAcknowledgePages } from '../../../src/http/pages/acknowledge/acknowledge.ts';
import { type AcknowledgeLinks, openAcknowledgeLinks } from '../../../src/http/auth/acknowledge-links.ts';
import { OPEN_ACCESS } from '../../../src/http/auth/access.ts';
import { createApp } from '../../../src/http/app.ts';
import { type HttpServer, startHttpServer } from '../../../src/http/server.ts';
import type { DisplaySettings } from '../../../src/http/options/web-options.ts';
import { knownJob } from '../poll/known-job.ts';
import { StoreFixture } from '../store/store-fixture.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

export const INCIDENT = '5fa2c3d41b7e9086';

/** The real server over a real store with one incident, and the links that mails of it bear. */
export class AcknowledgeFixture implements AsyncDisposable {
  readonly temporary: StoreFixture;
  readonly links: AcknowledgeLinks;
  readonly errors: unknown[] = [];
  display: DisplaySettings = DISPLAY;
  unready: readonly string[] = [];
  readonly #server: HttpServer;

  static async start(labels: object = LABELS): Promise<AcknowledgeFixture> {
    const temporary = new StoreFixture();
    const links = await openAcknowledgeLinks(temporary.store);
    await temporary.store.write(async (trx) => {
      const incident = await openIncident(
        trx,
        newIncident({ publicId: INCIDENT, labels, at: temporary.clock.now() }),
      );
      await addThreads(trx, [{ incident, receiver: 'oncall', via: 'rule' }]);
      await trx.updateTable('thread').set({ messages: 1 }).execute();
    });
    const errors: unknown[] = [];
    let fixture: AcknowledgeFixture | undefined;
    const { store, clock } = temporary;
    const options: AcknowledgeOptions = {
      store,
      links,
      clock,
      display: () => fixture?.display ?? DISPLAY,
      targets: () => [],
      channels: ['email'],
      unready: () => Promise.resolve(fixture?.unready ?? []),
    };
    const app = createApp({
      metrics: { render: () => Promise.resolve({ body: '', contentType: 'text/plain' }) },
      unready: () => Promise.resolve([]),
      onError: (error) => errors.push(error),
      access: OPEN_ACCESS,
      routes: [['/', createAcknowledgePages(options)]],
    });
    const server = await startHttpServer(app, { host: '127.0.0.1', port: 0 });
    fixture = new AcknowledgeFixture({ temporary, links, errors, server });
    return fixture;
  }

  private constructor(options: {
    temporary: StoreFixture;
    links: AcknowledgeLinks;
    errors: unknown[];
    server: HttpServer;
  }) {
    this.temporary = options.temporary;
    this.links = options.links;
    this.errors = options.errors;
    this.#server = options.server;
  }

  get url(): string {
    return this.#server.url;
  }

  get now(): number {
    return this.temporary.clock.now();
  }

  /** The link in a mail to a receiver. */
  link(receiver = 'oncall', incident = INCIDENT): URL {
    return new URL(this.links.url(this.url, { incident, receiver, now: this.now }));
  }

  /** Sends what the form of the page at `link` sends. */
  post(link: URL, changes: Readonly<Record<string, string>> = {}): Promise<Response> {
    const body = new URLSearchParams({ ...Object.fromEntries(link.searchParams), ...changes });
    return fetch(new URL(link.pathname, link), { method: 'POST', body });
  }

  async state() {
    const { state, acknowledged_by, acknowledged_at } = await this.temporary.store.read((db) =>
      db.selectFrom('incident').selectAll().executeTakeFirstOrThrow(),
    );
    return { state, by: acknowledged_by, at: acknowledged_at };
  }

  async openAnother(code: string): Promise<void> {
    const labels = { target: 'media', state: 'Failed', code };
    const other = newIncident({ publicId: `id-of-${code}`, labels, at: this.now });
    await this.temporary.store.write((trx) => openIncident(trx, other));
  }

  /** Jobs of these names fail, and it holds them. */
  async join(...names: readonly string[]): Promise<void> {
    for (const [index, name] of names.entries())
      await this.temporary.keep(knownJob({ jobId: `b${index}`, name, state: 'Failed' }));
    await this.temporary.store.write((trx) =>
      sql`INSERT INTO member (incident, job, transition, name, state, joined_at)
        SELECT 1, id, 1, name, state, id FROM job`.execute(trx),
    );
  }

  async acknowledge(by: string): Promise<void> {
    const action = { at: this.now, by, comment: '' };
    await this.temporary.store.write((trx) => acknowledgeIncident(trx, INCIDENT, action));
  }

  async close(): Promise<void> {
    await this.temporary.store.write((trx) => closeIncident(trx, 1, { at: this.now, reason: 'recovered' }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close();
    await this.temporary[Symbol.asyncDispose]();
  }
}

const DISPLAY: DisplaySettings = {
  language: 'en',
  timezone: 'UTC',
  publicUrl: 'http://localhost:9464',
  errorCodes: errorCodes({}),
  vendorPages: TENCENT_PAGES,
};
const LABELS = { target: 'media', state: 'Failed', code: 'AccessDenied' };

function newIncident(of: { publicId: string; labels: Labels; at: number }): NewIncident {
  const { publicId, labels, at } = of;
  return {
    publicId,
    kind: 'jobs',
    rule: 'failures',
    groupKey: publicId,
    labels: JSON.stringify(labels),
    severity: 'critical',
    title: incidentTitle({ cause: { state: 'Failed' }, labels }),
    openedAt: at,
  };
}
