import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';

it('the script is small, and speaks the language of the pages', async () => {
  await using temporary = new TemporaryStore();
  await using web = await WebOverStore.start(temporary);
  web.language = 'zh-CN';
  const response = await fetch(`${web.url}/assets/page.js`);
  const script = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(Buffer.byteLength(script)).toBeLessThanOrEqual(3_500);
  expect(script).toContain('已更新');
  expect(() => new Script(script)).not.toThrow();
});
