import type { FirstRun } from '../../../src/core/rule/decide.ts';
import type { Rule } from '../../../src/core/rule/rule.ts';
import { recordPoll } from '../../../src/store/jobs/targets.ts';
import { PollFixture } from '../poll/poll-fixture.ts';
import { WebOverStore } from './web-over-store.ts';

/** A daemon's poll over a store, and the pages over the same one. */
export class GreenFixture implements AsyncDisposable {
  readonly polls: PollFixture;
  readonly web: WebOverStore;

  private constructor(fixture: PollFixture, web: WebOverStore) {
    this.polls = fixture;
    this.web = web;
  }

  static async start(rules: readonly Rule[], firstRun: FirstRun = 'summary'): Promise<GreenFixture> {
    const fixture = await PollFixture.start({ rules, firstRun, pageSize: 100 });
    return new GreenFixture(fixture, await WebOverStore.start(fixture));
  }

  async banner(): Promise<{ level: string; text: string }> {
    const { html } = await this.web.page('/');
    const [, level = '', inner = ''] = /<div class="verdict (\S+)">([^]*?)<\/div>/.exec(html) ?? [];
    return {
      level,
      text: inner
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    };
  }

  async status() {
    return (await this.web.api('GET', '/status')).json;
  }

  async listed(): Promise<string[]> {
    const { json } = await this.web.api('GET', '/jobs?incident=none');
    return json.items.map(({ jobId }: { jobId: string }) => jobId).toSorted();
  }

  /** Nobody polls in these tests but them: what is overdue by then is not what they are about. */
  async polled(): Promise<void> {
    const endedAt = this.polls.clock.now();
    await this.polls.store.write((trx) =>
      recordPoll(trx, { target: 'media', endedAt, completeReadStartedAt: endedAt }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.web[Symbol.asyncDispose]();
    await this.polls[Symbol.asyncDispose]();
  }
}
