import { describe, expect, it } from 'vitest';
import { recordHistory } from '../../../../src/store/jobs/history.ts';
import { openIncident } from '../../../../src/store/incidents/incidents.ts';
import { saveJobs } from '../../../../src/store/jobs/jobs.ts';
import { HOUR, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { spellsOf } from '../../../../src/http/pages/job/state-lanes.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';
import { jobView } from '../../../../src/store/views/job-view.ts';
import { errorCodes } from '../../../../src/tencent/advice/error-codes.ts';

/** `5 min`, as opposed to `5 分`. */
const ENGLISH_SPAN = /\d (?:d|h|min|s)\b(?!\w)/;

const AT = Date.parse('2024-06-27T07:23:10Z');

async function start() {
  const fixture = new StoreFixture();
  const web = await WebOverStore.start(fixture);
  return {
    fixture,
    web,
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

const FAILED = knownJob({
  state: 'Failed',
  code: 'AccessDenied',
  message: 'the role may not read <b>the bucket</b>',
  startTime: '2024-06-27T15:24:10+0800',
  endTime: '2024-06-27T15:29:10+0800',
  stateSince: AT + 6 * MINUTE,
  changedAt: AT + 6 * MINUTE,
  input: '<Prefix>videos/</Prefix>',
  operation: '<Tag>Transcode</Tag><QueueId>p1</QueueId>',
  extra: { Progress: '42', 'Odd<Name>': '\u202Evalue' },
});

describe('the page of a job', () => {
  it('shows all that the API reported of it, what the code means, and where to look', async () => {
    await using one = await start();
    await one.fixture.keep(FAILED);
    const { status, html } = await one.web.page('/jobs/media/b1');
    expect(status).toBe(200);
    const text = html.replaceAll(/\s+/g, ' ');
    expect(text).toContain('<span class="mark s-failed"><bdi>Failed</bdi></span>');
    expect(text).toContain('<h1><bdi>nightly-transcode</bdi></h1>');
    expect(text).toContain('the role may not read &lt;b&gt;the bucket&lt;/b&gt;');
    expect(text).toMatch(/AccessDenied.*<dt>First<\/dt>\s*<dd>.{20,}<b>.{10,}<\/b>/);
    expect(text).toContain('&lt;Prefix&gt;videos/&lt;/Prefix&gt;');
    expect(html).toContain('&lt;Tag&gt;Transcode&lt;/Tag&gt;\n&lt;QueueId&gt;');
    expect(text).toMatch(/<dt><bdi>Progress<\/bdi><\/dt>\s*<dd><bdi>42<\/bdi><\/dd>/);
    expect(text).toContain('Odd&lt;Name&gt;');
    expect(text).toContain('\\u{202E}value');
    expect(text).toContain('href="https://console.cloud.tencent.com/ci/bucket?bucket=b&amp;region=r"');
    expect(text).toContain('2024-06-27 07:29:10');
  });

  it('shows the same story as the command', async () => {
    await using one = await start();
    await one.fixture.keep(FAILED, { decisions: [{ reason: 'first-seen' }] });
    const { html } = await one.web.page('/jobs/media/b1');
    const notified = [...html.matchAll(/<span class="kind">.*?<\/span>\s*<bdi>(.*?)<\/bdi>/gs)].map(
      ([, text]) => text,
    );
    const { out } = await one.fixture.run('explain', 'b1');
    const lines = out.trim().split('\n').slice(1);
    expect(notified).toHaveLength(lines.length);
    expect(notified.length).toBeGreaterThan(1);
    for (const [index, text] of notified.entries())
      expect(lines[index]).toContain(text?.replaceAll('&gt;', '>').replaceAll('&quot;', '"'));
  });

  it('draws its states to scale, and lists them in a table', async () => {
    await using one = await start();
    const running = knownJob({ stateSince: AT + MINUTE, firstSeenAt: AT + MINUTE });
    await one.fixture.keep(running, { transition: { since: AT + MINUTE } });
    const ended = { from: 'Running', to: 'Failed', since: AT + 6 * MINUTE, previousSince: AT + MINUTE };
    await one.fixture.keep(FAILED, { transition: ended });
    const view = await one.fixture.store.read((db) => jobView(db, { target: 'media', jobId: 'b1' }));
    expect(view && spellsOf(view.story, AT + HOUR)).toEqual([
      { state: undefined, from: AT, until: AT + MINUTE },
      { state: 'Running', from: AT + MINUTE, until: AT + 6 * MINUTE },
      { state: 'Failed', from: AT + 6 * MINUTE, until: AT + 6 * MINUTE },
    ]);
    const { html } = await one.web.page('/jobs/media/b1');
    const text = html.replaceAll(/\s+/g, ' ');
    expect(text).toContain('3 states in 6 min.');
    expect(text).toMatch(/class="s-running" x="16.7%" width="83.3%"/);
    expect(text).toMatch(/class="s-failed" x="99%" width="1%"/);
    expect(text).toMatch(/Running<\/bdi><\/span><\/th> <td[^>]*>.*?<\/td><td[^>]*><div>5 min<\/div>/);
  });

  it('of a job that goes on, reaches until now', async () => {
    await using one = await start();
    await one.fixture.keep(knownJob({ state: 'Pause' }));
    await one.fixture.clock.advance(2 * HOUR);
    const { html } = await one.web.page('/jobs/media/b1');
    expect(html).toContain('2 h, until now');
    expect(html).not.toContain('Why it failed');
  });

  it('says of its error code what the operator wrote', async () => {
    await using one = await start();
    await one.fixture.keep(knownJob({ state: 'Failed', code: 'OurOwn', message: 'no' }));
    one.web.errorCodes = errorCodes({ OurOwn: { means: 'The <disk> is full.', action: 'Call Ada.' } });
    const { html } = await one.web.page('/jobs/media/b1');
    expect(html.replaceAll(/\s+/g, ' ')).toContain('The &lt;disk&gt; is full. <b>Call Ada.</b>');
  });

  it('of a job that flaps stays below 100 kB, and says what it leaves out', async () => {
    await using one = await start();
    await one.fixture.store.write(async (trx) => {
      const rows = await saveJobs(trx, 'media', [knownJob()]);
      const transitions = Array.from({ length: 600 }, (_, index) => ({
        transition: {
          jobId: 'b1',
          from: index % 2 === 0 ? 'Pause' : 'Running',
          to: index % 2 === 0 ? 'Running' : 'Pause',
          observedAt: AT + index * SECOND,
          since: AT + index * SECOND,
          previousSince: undefined,
          baseline: false,
        },
        decisions: [],
      }));
      await recordHistory(trx, { target: 'media', pollId: 'p', rows, transitions, observations: [] });
    });
    const { html } = await one.web.page('/jobs/media/b1');
    expect(html.length).toBeLessThan(100_000);
    expect(html).toContain('540 earlier changes are left out.');
    expect(html).toContain('1050 earlier lines are left out');
  });

  it.each([
    ['', 'This code is not in the table of known codes; the API said nothing more.'],
    ['on fire', 'This code is not in the table of known codes; the message is all that is known.'],
  ])('says what is known of a code outside the table where the message is “%s”', async (message, said) => {
    await using one = await start();
    await one.fixture.keep({ ...FAILED, code: 'DiskOnFire', message });
    expect((await one.web.page('/jobs/media/b1')).html).toContain(`<dd>${said}</dd>`);
  });

  it('leads to its incidents, to runs of its name, and to the same job elsewhere', async () => {
    await using one = await start();
    await one.fixture.keep(FAILED);
    await one.fixture.keep(FAILED, { target: 'archive' });
    for (const [index, state] of ['Success', 'Failed', 'Running'].entries()) {
      const creationTime = `2024-06-26T0${index}:00:00+0800`;
      const endTime = `2024-06-26T0${index}:10:00+0800`;
      const times = state === 'Running' ? {} : { startTime: creationTime, endTime };
      await one.fixture.keep(knownJob({ jobId: `r${index}`, state, creationTime, ...times }));
    }
    await one.fixture.keep(knownJob({ jobId: 'elsewhat', name: 'elsewhat' }));
    await one.fixture.store.write(async (trx) => {
      const incident = await openIncident(trx, {
        publicId: 'abc123',
        kind: 'jobs',
        rule: 'failures',
        groupKey: 'g',
        labels: JSON.stringify({ target: 'media', state: 'Failed', code: 'AccessDenied' }),
        severity: 'critical',
        title: 'Failed: AccessDenied (media)',
        openedAt: AT,
      });
      const member = {
        incident,
        job: 1,
        transition: 1,
        name: '',
        state: 'Failed',
        awaits: null,
        joined_at: AT,
      };
      await trx
        .insertInto('member')
        .values({ ...member, flapping_since: null, resolved_at: null, resolution: null, resolved_by: null })
        .execute();
    });
    const { html } = await one.web.page('/jobs/media/b1');
    expect(html).toContain('href="/incidents/abc123"');
    expect(html).toContain('href="/jobs/archive/b1"');
    const runs = html.slice(html.indexOf('id="runs-t"'));
    expect(runs.match(/✕<\/text/g)).toHaveLength(2);
    expect(runs.match(/href="\/jobs\/media\/r\d"/g)).toHaveLength(3);
    expect(runs).not.toContain('elsewhat');
    expect(runs).toContain('href="/jobs?target=media&amp;name=nightly-transcode"');
  });

  it('is in Chinese where that is configured, in its zone and below its prefix', async () => {
    await using one = await start();
    one.web.language = 'zh-CN';
    one.web.timezone = 'Asia/Shanghai';
    one.web.publicUrl = 'https://example.com/watch';
    await one.fixture.keep(FAILED);
    const { html } = await one.web.page('/jobs/media/b1');
    expect(html).toContain('失败原因');
    expect(html).toContain('首次发现：Failed');
    expect(html).toContain('2024-06-27 15:29:10');
    expect(html).not.toMatch(ENGLISH_SPAN);
    expect(html).not.toMatch(/>\s*(Timeline|Facts|Created|Incidents|As a table)/);
    expect(
      [...html.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].filter(
        ([, path]) => !path?.startsWith('/watch'),
      ),
    ).toEqual([]);
  });

  it.each(['/jobs/media/nothing', '/jobs/nowhere/b1', '/jobs/media/%00', '/jobs/media/%ff'])(
    'says so when there is none: %s',
    async (path) => {
      await using one = await start();
      await one.fixture.keep(FAILED);
      const { status, html } = await one.web.page(path);
      expect([status, html]).toEqual([404, expect.stringContaining('There is no such job')]);
      expect(one.web.errors).toEqual([]);
    },
  );
});
