import { describe, expect, it } from 'vitest';
import { AcknowledgeFixture, INCIDENT } from '../../../support/http/acknowledge-fixture.ts';
import { errorCodes } from '../../../../src/tencent/advice/error-codes.ts';

async function pageOf(fixture: AcknowledgeFixture) {
  const html = await (await fetch(fixture.link())).text();
  return { html, text: html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ') };
}

describe('what the page shows', () => {
  it('is why, what to do, which jobs, and since when, by the clock of the reader and in UTC', async () => {
    await using fixture = await AcknowledgeFixture.start();
    await fixture.join(
      'nightly-a',
      'nightly-b',
      'nightly-c',
      'nightly-d',
      'nightly-e',
      'nightly-f',
      'nightly-g',
    );
    const { html, text } = await pageOf(fixture);
    expect(text).toMatch(/Why AccessDenied: .+First: /);
    expect(text).toMatch(/Failed nightly-a Failed nightly-b .*nightly-e 2 more jobs are not listed here/);
    expect(html).toContain(
      '<time datetime="2024-06-27T07:23:10.000Z" title="2024-06-27 07:23:10 UTC"\n        >07:23:10',
    );
    expect(text).toContain('7 jobs');
  });

  it('is what the operator wrote about the code', async () => {
    await using fixture = await AcknowledgeFixture.start();
    fixture.display = {
      ...fixture.display,
      errorCodes: errorCodes({ AccessDenied: { means: 'key', action: 'call ada' } }),
    };
    expect((await pageOf(fixture)).text).toContain('call ada');
  });

  it('is whether the watcher is well, and not what is wrong with it', async () => {
    await using fixture = await AcknowledgeFixture.start();
    expect((await pageOf(fixture)).html).toContain('The monitor is healthy.');
    fixture.unready = ['the disk of host-7 is full'];
    const { html } = await pageOf(fixture);
    expect(html).toContain('The monitor has problems.');
    expect(html).not.toContain('host-7');
  });

  it('is nothing of other incidents, and leads nowhere but to the whole and to the advice', async () => {
    await using fixture = await AcknowledgeFixture.start();
    await fixture.join('nightly-a');
    await fixture.openAnother('other-secret');
    const { html } = await pageOf(fixture);
    expect(html).not.toContain('other-secret');
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to ?? '');
    expect(links.filter((to) => !to.startsWith('https://'))).toEqual([`../${INCIDENT}`]);
  });
});
