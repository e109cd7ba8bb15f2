import type { Language } from '../../../src/core/message/message.ts';
import { setSetting } from '../../../src/store/settings/settings.ts';
import { acknowledgeIncident, closeManually } from '../../../src/actions/incident-actions.ts';
import { saveQueueDetails } from '../../../src/store/jobs/queue-details.ts';
import { expireSilence } from '../../../src/actions/silences.ts';
import { addSilence } from '../../../src/store/incidents/silences.ts';
import { recordPoll } from '../../../src/store/jobs/targets.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule, type JobSketch } from '../engine/incident-fixture.ts';
import { accessAs, WebOverStore } from './web-over-store.ts';

/** Text that nobody wrote for a page: too long for it, and meant to harm it. */
export const HOSTILE = `<script>alert(1)</script>\u202E\r\nBcc: all ${'very '.repeat(200)}long`;

const QUEUE = 'p893bcda225bf4945a378da6662e81a89';
const PAUSED: JobSketch = { state: 'Pause', name: '夜间转码', details: { queueId: QUEUE } };

const JOBS: Readonly<Record<string, JobSketch>> = {
  b10: { state: 'Failed', code: 'ResourceNotFound', message: 'input/1.mov', name: 'nightly-transcode' },
  b11: { state: 'Failed', code: 'ResourceNotFound', message: 'input/2.mov', name: 'thumbnails' },
  b12: { state: 'Failed', code: 'ResourceNotFound', message: 'input/2.mov', name: '' },
  b13: { state: 'Failed', code: 'DiskOnFire', message: HOSTILE, name: '<b>audit</b>' },
  b14: { state: 'Failed', code: 'SlowDown', message: '', name: 'export' },
  b15: { state: 'Failed', code: '', message: 'no code at all', name: 'plain' },
  b20: PAUSED,
  b21: { ...PAUSED, name: 'second' },
  b22: { ...PAUSED, name: 'third' },
  b30: { state: 'Cancel', name: 'stopped' },
  b40: { state: 'Frozen', name: 'frozen' },
  b50: { state: 'Running', name: 'running' },
};

function ofStates(states: readonly string[]) {
  return { match: { ...usualRule().match, states } };
}

/** Pages over a store in which everything happened that can be shown. */
export class RichFixture implements AsyncDisposable {
  readonly incidents: IncidentFixture;
  readonly web: WebOverStore;

  private constructor(incidents: IncidentFixture, web: WebOverStore) {
    this.incidents = incidents;
    this.web = web;
  }

  static async start(language: Language): Promise<RichFixture> {
    const incidents = await IncidentFixture.start([
      usualRule({ ...ofStates(['Failed']), receivers: ['oncall', 'lead'] }),
      usualRule({ ...ofStates(['Pause']), name: 'pauses', severity: 'warning', repeat: 4 * HOUR }),
      usualRule({ ...ofStates(['Cancel', 'Running']), name: 'nobody', receivers: [] }),
      usualRule({ ...ofStates(['Success']), name: 'good-news', severity: 'info', receivers: ['lead'] }),
    ]);
    incidents.poll.language = language;
    Object.assign(incidents.poll.monitors.watchdog, { receivers: ['oncall'] });
    const web = await WebOverStore.start(incidents.poll);
    web.language = language;
    web.timezone = 'Asia/Shanghai';
    web.targets = ['media', 'archive'];
    web.access = accessAs('ada', ['read', 'write']);
    web.unready = ['target archive was not polled yet'];
    const fixture = new RichFixture(incidents, web);
    await fixture.#live();
    return fixture;
  }

  /** Every page, with what leads to it. */
  async places(): Promise<readonly string[]> {
    const { store } = this.incidents.poll;
    const incidents = await store.read((db) => db.selectFrom('incident').select('public_id').execute());
    const jobs = Object.keys(JOBS).map((jobId) => `/jobs/media/${jobId}`);
    const tabs = ['waiting', 'sent', 'dead', 'all'].map((state) => `/notifications?state=${state}`);
    return [
      '/',
      '/incidents',
      '/incidents?state=closed',
      ...incidents.map(({ public_id: id }) => `/incidents/${id}`),
      '/incidents/nothing-like-it',
      '/jobs',
      '/jobs?state=Failed&type=Job',
      '/jobs?incident=none',
      '/jobs?name=no-such-name',
      ...jobs,
      '/jobs/media/none',
      ...tabs,
      '/receivers',
      '/silences',
      '/targets',
      '/targets/media',
      '/targets/none',
      '/configuration',
    ];
  }

  async #live(): Promise<void> {
    const { incidents } = this;
    const { store, clock } = incidents.poll;
    incidents.set(JOBS);
    const queue = { queueId: QUEUE, name: '夜间', state: 'Paused', askedAt: clock.now() };
    await store.write((trx) => saveQueueDetails(trx, 'media', [queue]));
    await incidents.pass(2 * MINUTE);
    incidents.set({ b20: { state: 'Running' }, b22: { state: 'Cancel' } });
    const createdAt = incidents.poll.cloud.serverNow;
    incidents.set({
      b60: {
        state: 'Success',
        name: 'nightly-transcode',
        createdAt,
        startedAt: createdAt,
        endedAt: createdAt + 90 * SECOND,
      },
    });
    await incidents.pass(10 * MINUTE);
    await this.#act();
    incidents.poll.isMailDown = true;
    incidents.set({
      b70: { state: 'Failed', code: 'AccessDenied', message: 'Access Denied.', name: 'late' },
    });
    incidents.poll.cloud.fault = () => 'fail';
    await incidents.pass(4 * HOUR);
    await this.#breakDown();
  }

  /** People acknowledge, silence and resolve. */
  async #act(): Promise<void> {
    const { store, clock } = this.incidents.poll;
    const at = clock.now();
    await store.write(async (trx) => {
      const open = await trx.selectFrom('incident').select('public_id').where('state', '=', 'open').execute();
      const [first, second] = open.map(({ public_id: id }) => id);
      if (first !== undefined) await acknowledgeIncident(trx, first, { at, by: 'ada', comment: '' });
      if (second !== undefined) await closeManually(trx, second, { at, by: 'ada', comment: '' });
      const silence = { from: at, createdAt: at, author: 'ada', comment: '升级' };
      const matchers = [{ key: 'code', glob: 'AccessDenied' }] as const;
      await addSilence(trx, { ...silence, matchers, until: at + 2 * HOUR });
      await addSilence(trx, {
        ...silence,
        matchers: [{ key: 'target', glob: 'typo' }],
        until: at + 9 * HOUR,
      });
      await addSilence(trx, { ...silence, matchers, until: at + 9 * HOUR, from: at + HOUR });
      await expireSilence(trx, { id: 2, by: 'bo', now: at + MINUTE });
    });
  }

  /** Mail fails, polls fail, and a configuration is refused. */
  async #breakDown(): Promise<void> {
    const { store, clock } = this.incidents.poll;
    const at = clock.now();
    const fault = {
      reason: 'auth' as const,
      code: 'AccessDenied',
      message: 'the service answered 403 AccessDenied: Access Denied.',
      hint: 'Check the credentials of the target and the rights of their key.',
    };
    await store.write(async (trx) => {
      await setSetting(trx, 'refused-config', { at, problems: 'rules[0].receivers' });
      await recordPoll(trx, { target: 'media', endedAt: at, completeReadStartedAt: undefined, fault });
      const [dead] = await trx.selectFrom('outbox').select('id').orderBy('id', 'desc').limit(1).execute();
      if (dead === undefined) return;
      await trx
        .updateTable('outbox')
        .set({ state: 'dead', attempts: 1, settled_at: at })
        .where('id', '=', dead.id)
        .execute();
      const attempt = { outbox: dead.id, channel: 'email', started_at: at, ended_at: at };
      await trx
        .insertInto('attempt')
        .values({
          ...attempt,
          outcome: 'permanent',
          reason: 'permanent',
          response: '550 no such user',
          hint: 'unknown-recipient',
        })
        .execute();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.web.close();
    await this.incidents[Symbol.asyncDispose]();
  }
}
