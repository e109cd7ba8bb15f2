import { expect, it } from 'vitest';
import { effectiveYaml } from '../../../../src/config/effective.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { load, SMALLEST } from '../../../unit/config/config-text.ts';

it('shows what takes effect, byte for byte, without a secret', async () => {
  await using temporary = new TemporaryStore();
  await using web = await ServedWeb.start(temporary);
  web.configuration = effectiveYaml(load(SMALLEST).config);
  const page = await web.page('/configuration');
  const [, shown = ''] = /<pre[^>]*>([^]*?)<\/pre>/.exec(page) ?? [];
  expect(decode(shown)).toBe(web.configuration);
  expect(page).not.toContain('key-example');
  expect(shown).toContain('***');
});

it('shows version, revision, start, and what keeps it from being ready', async () => {
  await using temporary = new TemporaryStore();
  await using web = await ServedWeb.start(temporary);
  web.unready = ['target media was not polled yet'];
  const page = await web.page('/configuration');
  for (const said of ['1.2.3', 'abc', '2024-06-27 15:23:10', 'target media was not polled yet'])
    expect(page).toContain(said);
});

it('escapes, and speaks Chinese', async () => {
  await using temporary = new TemporaryStore();
  await using web = await ServedWeb.start(temporary);
  web.display = { ...web.display, language: 'zh-CN' };
  web.configuration = 'rules: "</pre><script>alert(1)</script>"\n';
  const page = await web.page('/configuration');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('生效配置');
});

function decode(text: string): string {
  const named = new Map([
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&quot;', '"'],
    ['&#39;', "'"],
    ['&amp;', '&'],
  ]);
  return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (found) => named.get(found) ?? found);
}
