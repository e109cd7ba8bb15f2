import { OwnLeases } from '../../../src/lease/own-leases.ts';
import { pino } from 'pino';
import { Hono } from 'hono';
import { accessFromConfig } from '../../../src/app/access-from-config.ts';
import { formatPasswordHash } from '../../../src/platform/password-hash.ts';
import { Secret } from '../../../src/platform/secret.ts';
import type { AccessOptions } from '../../../src/http/auth/access-options.ts';
import type { AccessRules } from '../../../src/http/auth/access-rules.ts';
import { createAccess } from '../../../src/http/sign-in/create-access.ts';
import { hashPassword } from '../../../src/http/auth/password.ts';
import { openLoginLimit } from '../../../src/http/login/login-limit.ts';
import { PasswordCheck } from '../../../src/http/auth/password-check.ts';
import type { WebEnv } from '../../../src/http/auth/principal.ts';
import { openSessions } from '../../../src/http/auth/session.ts';
import { createSignInPages } from '../../../src/http/sign-in/sign-in.ts';
import { createApp } from '../../../src/http/app.ts';
import { startHttpServer, type HttpServer } from '../../../src/http/server.ts';
import { openAcknowledgeLinks } from '../../../src/http/auth/acknowledge-links.ts';
import { createAcknowledgePages } from '../../../src/http/pages/acknowledge/acknowledge.ts';
import { createApi } from '../../../src/http/api/api.ts';
import { createPages } from '../../../src/http/pages/pages.ts';
import type { DisplaySettings, WebOptions } from '../../../src/http/options/web-options.ts';
import { load, SMALLEST } from '../../unit/config/config-text.ts';
import { rawRequest, type RawAnswer } from './raw-request.ts';
import { TemporaryStore } from '../store/temporary-store.ts';
import { CHANNELS } from '../../../src/channel/channels.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

export const PASSWORD = 'correct horse: battery';
/** Cheap, for it is made and checked often here. */
const hash = async (password: string) =>
  formatPasswordHash(await hashPassword(password, { cost: 2 ** 13, blockSize: 8, parallelization: 1 }));
export const HASH = await hash(PASSWORD);
export const OTHER_HASH = await hash('another password');

const user = (name: string, scopes: readonly string[]) => ({ user: name, passwordHash: HASH, scopes });
const token = (name: string, scopes: readonly string[]) => ({ name, token: `token-of-${name}-000`, scopes });

/** Of each kind of proof one per scope: `reader`, `writer`, `scraper`. */
export const AUTH = {
  basic: [
    user('reader', ['read']),
    user('writer', ['read', 'write']),
    user('scraper', ['metrics']),
    user('zoë', ['read']),
  ],
  bearer: [token('reader', ['read']), token('writer', ['read', 'write']), token('scraper', ['metrics'])].map(
    ({ name, ...rest }) => ({ ...rest, name: `${name}-token` }),
  ),
};

export const basic = (name: string, password = PASSWORD) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
/** The daemon's file for the health check of its machine. */
export const HEALTH_TOKEN = 'a-token-for-health';
export const bearer = (name: string) => `Bearer token-of-${name}-000`;

export interface LogEntry {
  level: number;
  msg: string;
  readonly [field: string]: unknown;
}

/**
 * The real server with all its routes and the real rules of a configuration. `/page` and `/api/v1/thing` (GET read, POST
 * write) stand for those of others and answer with the name of who asks.
 */
export class AccessFixture implements AsyncDisposable {
  readonly temporary: TemporaryStore;
  readonly #isBeside: boolean;
  readonly errors: unknown[] = [];
  readonly log: LogEntry[] = [];
  display: DisplaySettings = {
    language: 'en',
    timezone: 'UTC',
    publicUrl: 'http://localhost:9464',
    errorCodes: errorCodes({}),
    vendorPages: TENCENT_PAGES,
  };
  /** The reasons why it is not ready. */
  unready: readonly string[] = [];
  /** All that the server answers to. */
  routes: readonly { method: string; path: string }[] = [];
  #rules: AccessRules;
  #server: HttpServer | undefined;

  static async start(
    server: object = { auth: AUTH },
    display: Partial<DisplaySettings> = {},
  ): Promise<AccessFixture> {
    const fixture = new AccessFixture(server);
    fixture.display = { ...fixture.display, ...display };
    await fixture.#start();
    return fixture;
  }

  /** Another server over the same store. */
  async beside(server: object): Promise<AccessFixture> {
    const fixture = new AccessFixture(server, this.temporary);
    await fixture.#start();
    return fixture;
  }

  private constructor(server: object, temporary?: TemporaryStore) {
    this.#isBeside = temporary !== undefined;
    this.temporary = temporary ?? new TemporaryStore();
    this.#rules = rulesOf(server);
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get clock() {
    return this.temporary.clock;
  }

  /** As a reload does. */
  configure(server: object): void {
    this.#rules = rulesOf(server);
  }

  ask(path: string, asked: Parameters<typeof rawRequest>[1] = {}): Promise<RawAnswer> {
    return rawRequest(`${this.url}${path}`, asked);
  }

  /** Sends the form of the sign-in page, as a page of ours does. */
  async signIn(name: string, password = PASSWORD, more: Readonly<Record<string, string>> = {}) {
    const headers = { ...FORM, Origin: this.url };
    const body = new URLSearchParams({ user: name, password, ...more }).toString();
    const answer = await this.ask('/login', { method: 'POST', headers, body });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    return { ...answer, setCookie: cookie, cookie: cookie.split(';')[0] ?? '' };
  }

  async #start(): Promise<void> {
    const { store, clock } = this.temporary;
    const log = pino({}, { write: (line: string) => void this.log.push(JSON.parse(line) as LogEntry) });
    const options: AccessOptions = {
      rules: () => this.#rules,
      display: () => this.display,
      passwords: new PasswordCheck({ clock, log, failures: await openLoginLimit(store, clock) }),
      sessions: await openSessions(store, clock),
      healthToken: new Secret(HEALTH_TOKEN),
      clock,
      log,
      isTls: false,
    };
    const access = createAccess(options);
    const web: WebOptions = {
      store,
      leases: new OwnLeases(clock, 'a'),
      clock,
      display: options.display,
      targets: () => [],
      receivers: () => [],
      receiverPlans: () => [],
      messageDefaults: () => ({ ...this.display, messageDomain: 'batchwatch.example.com' }),
      newId: () => 'id',
      configuration: () => '',
      channels: ['email'],
      bodySchemas: CHANNELS.flatMap(({ bodySchemas }) => bodySchemas),
      unready: () => Promise.resolve([]),
      build: { version: '1.2.3', revision: 'abc', node: 'v24.0.0' },
      startedAt: clock.now(),
      wakeDelivery: () => {},
    };
    const routes = (path: string) =>
      new Hono<WebEnv>()
        .get(path, access.requires('read'), (context) => context.text(context.get('principal').name))
        .post(path, access.requires('write'), (context) => context.text(context.get('principal').name));
    const app = createApp({
      metrics: { render: () => Promise.resolve({ body: 'metrics', contentType: 'text/plain' }) },
      unready: () => Promise.resolve(this.unready),
      onError: (error) => this.errors.push(error),
      access,
      routes: [
        ['/', createAcknowledgePages({ ...web, links: await openAcknowledgeLinks(store) })],
        ['/', createSignInPages(options)],
        ['/api/v1', routes('/thing')],
        ['/', routes('/page')],
        ['/api/v1', createApi({ ...web, access })],
        ['/', createPages({ ...web, access })],
      ],
    });
    this.routes = app.routes.filter(({ method }) => method !== 'ALL');
    this.#server = await startHttpServer(app, { host: '127.0.0.1', port: 0 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.close();
    if (!this.#isBeside) await this.temporary[Symbol.asyncDispose]();
  }
}

export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

function rulesOf(server: object): AccessRules {
  return accessFromConfig(load({ ...SMALLEST, server }).config);
}
