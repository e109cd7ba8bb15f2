import type { z } from 'zod';
import { pageOf } from '../../../http/api/json/page-json.ts';
import { hideKeys } from '../../../platform/hide-keys.ts';
import { type Duration, SECOND } from '../../../platform/time.ts';
import { RemoteFault } from './remote-fault.ts';
import { foreign, toRemoteFault } from './to-remote-fault.ts';
import { unreachable } from './unreachable.ts';

/** A daemon that takes longer counts as down. */
const DEADLINE: Duration = 30 * SECOND;

/** The most entries that the API gives at once. */
const PAGE = 500;

/** A shorter token is left alone: any text may hold it by chance. */
const SHORTEST_SECRET = 8;

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Speaks with the API of a running daemon. Every method throws RemoteFault. */
export class RemoteClient {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #token: string | undefined;
  readonly #deadline: Duration;

  /** @param daemon `token`: undefined where nobody is asked who they are. */
  constructor(daemon: { url: string; token: string | undefined; deadline?: Duration }) {
    this.#base = `${daemon.url.replace(/\/+$/, '')}/api/v1`;
    this.#token = daemon.token;
    this.#headers = daemon.token === undefined ? {} : { Authorization: `Bearer ${daemon.token}` };
    this.#deadline = daemon.deadline ?? DEADLINE;
  }

  async get<S extends z.ZodType>(path: string, schema: S, query: Query = {}): Promise<z.output<S>> {
    return this.#read(await this.#ask(withQuery(path, query), { method: 'GET' }), schema);
  }

  /** The whole list, page by page. */
  async list<S extends z.ZodType>(path: string, item: S, query: Query = {}): Promise<z.output<S>[]> {
    const page = pageOf(item);
    const items: z.output<S>[] = [];
    for (let cursor: string | undefined; ;) {
      const found = await this.get(path, page, { ...query, limit: String(PAGE), cursor });
      items.push(...found.items);
      cursor = found.next;
      if (cursor === undefined) return items;
    }
  }

  async post<S extends z.ZodType>(path: string, schema: S, body: object): Promise<z.output<S>> {
    const headers = { 'Content-Type': 'application/json' };
    return this.#read(await this.#ask(path, { method: 'POST', headers, body: JSON.stringify(body) }), schema);
  }

  async #ask(path: string, request: { method: string; headers?: object; body?: string }): Promise<unknown> {
    const url = `${this.#base}${path}`;
    const headers = { Accept: 'application/json', ...request.headers, ...this.#headers };
    try {
      const signal = AbortSignal.timeout(this.#deadline);
      // A redirect would take the token to wherever it leads.
      const response = await fetch(url, { ...request, headers, signal, redirect: 'manual' });
      const text = await response.text();
      if (!response.ok) {
        // Whatever stands before the daemon may quote what it was sent.
        const answer = { status: response.status, body: toJson(this.#hide(text)) };
        throw toRemoteFault(answer, { base: this.#base, hasToken: 'Authorization' in this.#headers });
      }
      const body = toJson(text);
      if (body === undefined) throw foreign(this.#base, { status: response.status });
      return body;
    } catch (error) {
      if (error instanceof RemoteFault) throw error;
      throw unreachable(this.#base, error);
    }
  }

  #hide(text: string): string {
    const isLong = this.#token !== undefined && this.#token.length >= SHORTEST_SECRET;
    return hideKeys(isLong ? text.replaceAll(this.#token, '***') : text);
  }

  #read<S extends z.ZodType>(answer: unknown, schema: S): z.output<S> {
    const read = schema.safeParse(answer);
    if (read.success) return read.data;
    throw foreign(this.#base, { cause: read.error });
  }
}

function withQuery(path: string, query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? []].flat()) given.append(name, one);
  return given.size === 0 ? path : `${path}?${given.toString()}`;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns `undefined` where the daemon has no such thing. */
export async function orNone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RemoteFault && error.status === 404) return undefined;
    throw error;
  }
}
