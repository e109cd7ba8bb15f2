import { describe, expect, it } from 'vitest';
import { closeManually } from '../../../../src/actions/incident-actions.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { linesOf, startIncidentPage } from '../../../support/http/incident-page.ts';
import { HOSTILE } from '../../../support/http/rich-fixture.ts';

const failed = (code: string, message: string, name = 'nightly') => ({
  state: 'Failed',
  code,
  message,
  name,
});

/** The classes of an incident's edge and of its first mark. */
function look(html: string) {
  return /<div class="card incident (\S+)">\s*<p class="marks">\s*<span class="mark (\S+)">/
    .exec(html)
    ?.slice(1);
}

describe('why an incident is, by what the API said', () => {
  it('stands below the advice on a code that is known, each message once and the commonest first', async () => {
    await using fixture = await startIncidentPage({
      b1: failed('ResourceNotFound', 'input/1.mov'),
      b2: failed('ResourceNotFound', 'input/2.mov'),
      b3: failed('ResourceNotFound', 'input/2.mov'),
    });
    const why = linesOf(await fixture.page(), 'why');
    expect(why.join(' ')).toContain('ResourceNotFound: An input object does not exist.');
    const said = why.slice(why.indexOf('The API said:') + 1);
    expect(said).toEqual(['input/2.mov', 'input/1.mov']);
  });

  it.each([
    ['en', 'DiskOnFire: not in the table of known codes; the API said:', 'The API said:'],
    ['zh-CN', 'DiskOnFire：不在已知错误码表中；API 的说明：', 'API 的说明：'],
  ] as const)(
    'says that a code is in no table, and what the API said with it (%s)',
    async (language, unknown, known) => {
      await using fixture = await startIncidentPage({ b1: failed('DiskOnFire', 'Disk 7 burns.') });
      fixture.web.language = language;
      const why = linesOf(await fixture.page(), 'why');
      expect(why.join(' ')).toContain(`${unknown} Disk 7 burns.`);
      expect(why).not.toContain(known);
    },
  );

  it('says so where the API said nothing more', async () => {
    await using fixture = await startIncidentPage({ b1: failed('DiskOnFire', '') });
    expect(linesOf(await fixture.page(), 'why').join(' ')).toContain(
      'DiskOnFire: not in the table of known codes; the API said nothing more.',
    );
  });

  it('stands there without a code, too', async () => {
    await using fixture = await startIncidentPage({ b1: failed('', 'Nobody knows.') });
    expect(linesOf(await fixture.page(), 'why').join(' ')).toContain(
      'No error code; the API said: Nobody knows.',
    );
  });

  it('is text whatever it holds, and what is long is folded', async () => {
    await using fixture = await startIncidentPage({ b1: failed('DiskOnFire', HOSTILE) });
    const html = await fixture.page();
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('\u202E');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\\u{202E}');
    expect(html).toMatch(/<details class="said">\s*<summary><q><bdi>&lt;script/);
    expect(html).toContain('very long</bdi></q>');
  });

  it('is counted where a code has many messages', async () => {
    const jobs = Array.from(
      { length: 9 },
      (_, at) => [`b${at}`, failed('SlowDown', `object ${at}`)] as const,
    );
    await using fixture = await startIncidentPage(Object.fromEntries(jobs));
    expect(linesOf(await fixture.page(), 'why')).toContain('6 more messages are on the pages of the jobs.');
  });

  it('stands with each job where the jobs differ, by the job’s name', async () => {
    await using fixture = await startIncidentPage({
      b1: failed('SlowDown', 'object 1', '夜间转码'),
      b2: failed('SlowDown', 'object 2', ''),
    });
    const jobs = linesOf(await fixture.page(), 'jobs').join(' ');
    expect(jobs).toMatch(/夜间转码 b1 Failed SlowDown object 1/);
    expect(jobs).toMatch(/b2 Failed SlowDown object 2/);
  });
});

describe('the colours of an incident that is closed', () => {
  it('are green when its jobs resumed', async () => {
    await using fixture = await startIncidentPage({ b1: { state: 'Pause' } });
    fixture.incidents.set({ b1: 'Running' });
    await fixture.incidents.pass(10 * MINUTE);
    expect(look(await fixture.page())).toEqual(['closed', 'closed']);
    expect((await fixture.web.page('/jobs/media/b1')).html).toContain(
      '<span class="mark closed">Resolved</span>',
    );
  });

  it.each([
    ['canceled', 'not all of its jobs recovered'],
    ['resolved by hand', 'resolved manually'],
    ['no longer followed', 'no longer followed'],
  ])('are grey when it was %s', async (how, said) => {
    await using fixture = await startIncidentPage({ b1: { state: 'Pause' } });
    const { incidents, store, clock } = fixture;
    if (how === 'canceled') incidents.set({ b1: 'Cancel' });
    if (how === 'resolved by hand')
      await store.write((trx) => closeManually(trx, fixture.id, { at: clock.now(), by: 'ada', comment: '' }));
    if (how === 'no longer followed') await clock.advance(31 * DAY);
    await incidents.pass(HOUR);
    const html = await fixture.page();
    expect(look(html)).toEqual(['past', 'past']);
    expect((await fixture.web.page('/jobs/media/b1')).html).toContain(
      '<span class="mark past">Resolved</span>',
    );
    expect(html).toContain(said);
    if (how === 'no longer followed') expect(html).toMatch(/class="mark s-past"><bdi>Pause/);
  });
});

describe('a job that nobody watches any more', () => {
  it.each([
    ['is not followed', ['media'], 'no longer followed'],
    ['is of a target that was removed', [], 'no longer watched'],
  ])('is grey in lists and on its page when it %s', async (_why, targets, said) => {
    await using fixture = await startIncidentPage({ b1: { state: 'Pause' }, b2: { state: 'Failed' } });
    fixture.web.targets = [...targets];
    if (targets.length > 0) {
      await fixture.clock.advance(31 * DAY);
      await fixture.incidents.pass(MINUTE);
    }
    const list = (await fixture.web.page('/jobs')).html;
    expect(list).toMatch(/class="mark s-past"><bdi>Pause/);
    expect(list).toContain(said);
    expect(list).toMatch(/class="mark s-failed"><bdi>Failed/);
    expect((await fixture.web.page('/jobs/media/b1')).html).toMatch(/class="mark s-past"><bdi>Pause/);
  });
});
