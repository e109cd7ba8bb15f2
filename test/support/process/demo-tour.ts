import { expect } from 'vitest';
import { BatchwatchProcess } from './batchwatch-process.ts';

/** The demo as somebody finds it who has just started it: its daemon's pages and its mailbox. */
export class DemoTour implements AsyncDisposable {
  readonly #demo = new BatchwatchProcess(['demo']);
  /** The address of the daemon's pages. */
  base = '';
  #mailbox = '';

  static async start(): Promise<DemoTour> {
    const tour = new DemoTour();
    tour.base = await tour.#said(/^ {2}metrics {2}(\S+)\/metrics/m);
    tour.#mailbox = await tour.#said(/^ {2}mails {4}(\S+)/m);
    return tour;
  }

  /** The link of the newest mail whose row says so: where its reader acknowledges. */
  async linkIn(said: string): Promise<string> {
    const path = await found(async () => {
      const list = await text(`${this.#mailbox}/`);
      const rows = list.split('<li').filter((row) => row.includes(said));
      return /href="(\/mails\/\d+)"/.exec(rows[0] ?? '')?.[1];
    });
    const mail = await text(`${this.#mailbox}${path}/html`);
    const link = /href="([^"]+\/acknowledge\?[^"]+)"/.exec(mail)?.[1] ?? '';
    return link.replaceAll('&amp;', '&');
  }

  /** The summaries of all mails about this target that have arrived, once none is on its way. */
  async mailsAbout(target: string): Promise<readonly string[]> {
    await found(async () => {
      const { outbox } = await this.api<{ outbox: { waiting: number } }>('/status');
      return outbox.waiting === 0 || undefined;
    });
    const list = await text(`${this.#mailbox}/`);
    const summaries = [...list.matchAll(/class="summary">([^<]*)</g)].map(([, summary = '']) => summary);
    return summaries.filter((summary) => summary.endsWith(`(${target})`));
  }

  /** The state of the newest job of this name. */
  async stateOf(name: string): Promise<string | undefined> {
    const { items } = await this.api<{ items: { state: string }[] }>(
      `/jobs?name=${encodeURIComponent(name)}`,
    );
    return items[0]?.state;
  }

  async api<T>(path: string): Promise<T> {
    return JSON.parse(await text(`${this.base}/api/v1${path}`)) as T;
  }

  #said(pattern: RegExp): Promise<string> {
    return found(() => pattern.exec(this.#demo.stdout)?.[1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#demo.kill('SIGTERM');
    await this.#demo[Symbol.asyncDispose]();
  }
}

async function text(url: string): Promise<string> {
  return await (await fetch(url)).text();
}

/** Returns the result of `look`, now or later. */
export async function found<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  let it: T | undefined;
  await expect.poll(async () => (it = await look())).toBeDefined();
  if (it === undefined) throw new Error('not found');
  return it;
}
