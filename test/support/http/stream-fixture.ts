import type { Labels } from '../../../src/core/rule/group.ts';
import { incidentTitle } from '../../../src/core/message/incident-title.ts';
import { acknowledgeIncident } from '../../../src/actions/incident-actions.ts';
import { openIncident, type NewIncident } from '../../../src/store/incidents/incidents.ts';
import { knownJob } from '../poll/known-job.ts';
import { StreamClient } from './stream-client.ts';
import { StoreFixture } from '../store/store-fixture.ts';
import { WebOverStore } from './web-over-store.ts';

/** A store in which a test makes things happen, and the stream of these events. */
export class StreamFixture extends StoreFixture {
  #incidents = 0;
  #web: WebOverStore | undefined;

  static async start(listen: { stalledAfter?: number } = {}): Promise<StreamFixture> {
    const fixture = new StreamFixture();
    fixture.#web = await WebOverStore.start(fixture, listen);
    return fixture;
  }

  get web(): WebOverStore {
    if (this.#web === undefined) throw new Error('not started');
    return this.#web;
  }

  async listen(lastEventId?: string): Promise<StreamClient> {
    return await StreamClient.open(`${this.web.url}/api/v1/stream`, lastEventId);
  }

  /** A job fails. */
  async fail(jobId: string, name = 'nightly'): Promise<void> {
    await this.keep(knownJob({ jobId, name, state: 'Failed', changedAt: this.clock.now() }), {
      transition: { from: 'Running' },
    });
  }

  /** An incident opens and is acknowledged. */
  async acknowledge(by: string, labels?: object): Promise<string> {
    const incident = this.#nextIncident(labels);
    await this.store.write(async (trx) => {
      await openIncident(trx, incident);
      await acknowledgeIncident(trx, incident.publicId, { at: this.clock.now(), by, comment: '' });
    });
    return incident.publicId;
  }

  /** A job fails, and an incident opens with it. */
  async open(): Promise<string> {
    const incident = this.#nextIncident();
    await this.store.write((trx) => openIncident(trx, incident));
    await this.fail(`job-of-${incident.publicId}`);
    return incident.publicId;
  }

  #nextIncident(labels: Labels = { target: 'media', state: 'Failed' }): NewIncident {
    this.#incidents += 1;
    const publicId = `incident-${this.#incidents}`;
    return {
      publicId,
      kind: 'jobs',
      rule: 'failures',
      groupKey: publicId,
      labels: JSON.stringify(labels),
      severity: 'critical',
      title: incidentTitle({ cause: { state: 'Failed' }, labels }),
      openedAt: this.clock.now(),
    };
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.web.close();
    await super[Symbol.asyncDispose]();
  }
}
