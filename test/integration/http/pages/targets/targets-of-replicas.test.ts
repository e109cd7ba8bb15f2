import { expect, it } from 'vitest';
import { WebOverReplicas } from '../../../../support/http/web-over-replicas.ts';

it.each([
  ['en', /Polled by.*b<\/bdi>, since <time[^>]*>/s, 'no replica now'],
  ['zh-CN', /轮询副本.*b<\/bdi>，始于 <time[^>]*>/s, '目前没有副本'],
] as const)(
  'the page Targets says which replica polls a target, and since when: %s',
  async (language, by, nobody) => {
    await using replicas = await WebOverReplicas.start();
    const { web } = replicas;
    web.display = { ...web.display, language };
    await replicas.replica('b').take(['target/media']);
    expect(await web.page('/targets/media')).toMatch(by);
    expect(await web.page('/targets/archive')).toContain(nobody);
    const all = await web.page('/targets');
    expect(all).toMatch(by);
    expect(all).toContain(nobody);
  },
);

it('a target is polled by the holder of its own lease, and not of a channel with its name', async () => {
  await using replicas = await WebOverReplicas.start();
  await replicas.replica('b').take(['target/media']);
  await replicas.replica('z').take(['channel/media', 'channel/archive']);
  const page = await replicas.web.page('/targets');
  expect(page).toMatch(/Polled by.*b<\/bdi>, since/s);
  expect(page).not.toContain('z</bdi>');
  expect(page).toContain('no replica now');
});

it.each([
  ['en', /b<\/bdi> \(visiting\), since <time/],
  ['zh-CN', /b<\/bdi>（单次运行中），始于 <time/],
] as const)('the page Targets says that a command polls a target: %s', async (language, by) => {
  await using replicas = await WebOverReplicas.start();
  const { web } = replicas;
  web.display = { ...web.display, language };
  const leases = await replicas.visit('b');
  expect(await web.page('/targets/media')).toMatch(by);
  await leases.close();
});

it('a hostile name of a replica stands on the page as text', async () => {
  await using replicas = await WebOverReplicas.start();
  await replicas.replica('<script>alert(1)</script>').take(['target/media']);
  expect(await replicas.web.page('/targets')).not.toContain('<script>alert');
});
