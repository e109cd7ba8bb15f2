import type { Leases } from '../../../src/lease/leases.ts';
import { OwnLeases } from '../../../src/lease/own-leases.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Clock } from '../../../src/platform/time.ts';
import { type Access, OPEN_ACCESS } from '../../../src/http/auth/access.ts';
import { createApi } from '../../../src/http/api/api.ts';
import { createApp } from '../../../src/http/app.ts';
import { createPages } from '../../../src/http/pages/pages.ts';
import { type HttpServer, startHttpServer } from '../../../src/http/server.ts';
import type { TargetPlan, WebOptions } from '../../../src/http/options/web-options.ts';
import { CHANNELS } from '../../../src/channel/channels.ts';
import type { ReceiverPlan } from '../../../src/core/message/receiver-plan.ts';
import { receiverPlan } from './receiver-plan.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';

interface ApiAnswer {
  status: number;
  json: Readonly<Record<string, unknown>>;
}

interface ServedStore {
  store: Store;
  clock: Clock;
  /** Left out: those of a store that one process opens. */
  leases?: Leases;
  wakeDelivery?: () => void;
}

/** The real server with all pages and the API over a store. */
export class ServedWeb implements AsyncDisposable {
  /** Errors that handlers threw. A test that ends with some has found a bug. */
  readonly errors: unknown[] = [];
  wakes = 0;
  display: ReturnType<WebOptions['display']> = {
    language: 'en',
    timezone: 'Asia/Shanghai',
    publicUrl: 'http://localhost:9464',
    errorCodes: errorCodes({}),
    vendorPages: TENCENT_PAGES,
  };
  targets: readonly TargetPlan[] = ['media', 'archive'].map(planOf);
  receivers: readonly string[] = ['oncall', 'boss'];
  /** Left out: the receivers, by mail. */
  receiverPlans: readonly ReceiverPlan[] | undefined;
  unready: readonly string[] = [];
  #ids = 0;
  configuration = 'timezone: Asia/Shanghai\n';
  readonly options: WebOptions;
  #server: HttpServer | undefined;

  static async start(of: ServedStore, access: Access = OPEN_ACCESS): Promise<ServedWeb> {
    const web = new ServedWeb(of);
    const app = createApp({
      metrics: { render: () => Promise.resolve({ body: '', contentType: 'text/plain' }) },
      unready: web.options.unready,
      onError: (error) => web.errors.push(error),
      access,
      routes: [
        ['/api/v1', createApi({ ...web.options, access })],
        ['/', createPages({ ...web.options, access })],
      ],
    });
    web.#server = await startHttpServer(app, { host: '127.0.0.1', port: 0 });
    return web;
  }

  private constructor(of: ServedStore) {
    this.options = {
      store: of.store,
      leases: of.leases ?? new OwnLeases(of.clock, 'a'),
      clock: of.clock,
      display: () => this.display,
      targets: () => this.targets,
      receivers: () => this.receivers,
      receiverPlans: () => this.receiverPlans ?? this.receivers.map(receiverPlan),
      messageDefaults: () => ({ ...this.display, messageDomain: 'batchwatch.example.com' }),
      newId: () => `test${(this.#ids += 1)}`,
      configuration: () => this.configuration,
      channels: CHANNELS.map(({ name }) => name),
      bodySchemas: CHANNELS.flatMap(({ bodySchemas }) => bodySchemas),
      unready: () => Promise.resolve(this.unready),
      build: { version: '1.2.3', revision: 'abc', node: 'v24.0.0' },
      startedAt: of.clock.now(),
      wakeDelivery: () => {
        this.wakes += 1;
        of.wakeDelivery?.();
      },
    };
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  /** The answer to a GET of the API, and its status. */
  async api(path: string): Promise<ApiAnswer> {
    const response = await fetch(`${this.url}/api/v1${path}`);
    return { status: response.status, json: (await response.json()) as ApiAnswer['json'] };
  }

  /** Sends JSON to the API. */
  async post(path: string, body: object = {}): Promise<ApiAnswer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: (await response.json()) as ApiAnswer['json'] };
  }

  /** The text of a page; fails when it cannot be had. */
  async page(path: string): Promise<string> {
    const response = await fetch(`${this.url}${path}`);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
    return text;
  }

  /** Sends what a form of a page sends; a redirect is not followed. */
  async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    const body = new URLSearchParams(fields);
    return await fetch(`${this.url}${path}`, { method: 'POST', body, redirect: 'manual' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.close();
    if (this.errors.length > 0) throw new Error('a handler threw', { cause: this.errors[0] });
  }
}

function planOf(name: string): TargetPlan {
  return {
    name,
    bucket: 'examplebucket-1250000000',
    region: 'ap-beijing',
    schedule: '*/30 * * * * *',
    nextRuns: (now) => [30_000, 60_000, 90_000].map((ahead) => now + ahead),
  };
}
