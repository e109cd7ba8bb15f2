import { OwnLeases } from '../../../src/lease/own-leases.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Clock } from '../../../src/platform/time.ts';
import { type Access, OPEN_ACCESS } from '../../../src/http/auth/access.ts';
import type { Scope } from '../../../src/http/auth/principal.ts';
import { createApi } from '../../../src/http/api/api.ts';
import { createApp } from '../../../src/http/app.ts';
import { createPages } from '../../../src/http/pages/pages.ts';
import { startHttpServer } from '../../../src/http/server.ts';
import type { WebOptions } from '../../../src/http/options/web-options.ts';
import type { ReceiverPlan } from '../../../src/core/message/receiver-plan.ts';
import { receiverPlan } from './receiver-plan.ts';
import type { Language } from '../../../src/core/message/message.ts';
import { CHANNELS } from '../../../src/channel/channels.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

/** The pages and the API by a real server over a store; a test changes how it is set up. */
export class WebOverStore implements AsyncDisposable {
  language: Language = 'en';
  timezone = 'UTC';
  publicUrl = 'http://localhost:9464';
  targets = ['media'];
  errorCodes = errorCodes({});
  readonly vendorPages = TENCENT_PAGES;
  unready: readonly string[] = [];
  access: Access = OPEN_ACCESS;
  receiverPlans: readonly ReceiverPlan[] = [receiverPlan('oncall')];
  readonly errors: unknown[] = [];
  #ids = 0;
  #server: Awaited<ReturnType<typeof startHttpServer>> | undefined;

  static async start(
    { store, clock }: { store: Store; clock: Clock },
    listen: { stalledAfter?: number } = {},
  ): Promise<WebOverStore> {
    const web = new WebOverStore();
    const options: WebOptions & { access: Access } = {
      store,
      leases: new OwnLeases(clock, 'a'),
      clock,
      display: () => web,
      targets: () => web.targets.map((name) => ({ ...PLAN, name })),
      receivers: () => ['oncall'],
      receiverPlans: () => web.receiverPlans,
      messageDefaults: () => ({
        language: web.language,
        timezone: web.timezone,
        publicUrl: web.publicUrl,
        errorCodes: web.errorCodes,
        messageDomain: 'batchwatch.example.com',
      }),
      newId: () => `test${(web.#ids += 1)}`,
      configuration: () => '',
      channels: ['email'],
      bodySchemas: CHANNELS.flatMap(({ bodySchemas }) => bodySchemas),
      unready: () => Promise.resolve(web.unready),
      build: { version: '1', revision: 'r', node: 'v24.0.0' },
      startedAt: clock.now(),
      wakeDelivery() {},
      access: {
        requires: (scope) => (context, next) => web.access.requires(scope)(context, next),
        wouldLetIn: (context, scope) => web.access.wouldLetIn(context, scope),
      },
    };
    const app = createApp({
      metrics: { render: () => Promise.resolve({ body: '', contentType: 'text/plain' }) },
      unready: options.unready,
      onError: (error) => web.errors.push(error),
      access: options.access,
      routes: [
        ['/api/v1', createApi(options)],
        ['/', createPages(options)],
      ],
    });
    web.#server = await startHttpServer(app, { host: '127.0.0.1', port: 0, ...listen });
    return web;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  async page(path: string): Promise<{ status: number; html: string }> {
    const response = await fetch(`${this.url}${path}`);
    return { status: response.status, html: await response.text() };
  }

  /** Sends a form, as a browser does, and says where its answer leads. */
  async post(path: string, fields: Readonly<Record<string, string>>) {
    const body = new URLSearchParams(fields);
    const response = await fetch(`${this.url}${path}`, { method: 'POST', body, redirect: 'manual' });
    const { status, headers } = response;
    return { status, location: headers.get('location'), html: await response.text() };
  }

  /** Asks the API; `body` is sent as JSON. */
  async api(method: string, path: string, body?: unknown) {
    const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: json,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    return { status, headers, json: JSON.parse(await response.text()) };
  }

  close(): Promise<void> {
    return this.#server?.close() ?? Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Makes every visitor the user of this name, with these rights. */
export function accessAs(name: string, scopes: readonly Scope[]): Access {
  return {
    requires: (scope) => async (context, next) => {
      if (scope !== 'health' && !scopes.includes(scope)) return context.text('no', 403);
      context.set('principal', { name, scopes: new Set(scopes) });
      await next();
      return undefined;
    },
    wouldLetIn: (_context, scope) => Promise.resolve(scopes.includes(scope)),
  };
}

const MINUTE = 60_000;
const PLAN = {
  bucket: 'examplebucket-1250000000',
  region: 'ap-beijing',
  schedule: '* * * * *',
  nextRuns: (now: number) => [1, 2, 3].map((n) => (Math.floor(now / MINUTE) + n) * MINUTE),
};
