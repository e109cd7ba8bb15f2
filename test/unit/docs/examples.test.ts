import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { markdownFiles, readPage } from '../../support/markdown.ts';
import { load, SMALLEST, type Tree } from '../config/config-text.ts';

/** What the examples name and do not show. */
const RECEIVERS = ['oncall', 'lead', 'media-team', 'archive-team'].map((name) => ({
  name,
  email: { to: [`${name}@example.com`] },
}));
const HASH = `scrypt$32768$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const FILES = {
  '/run/secrets/id': 'AKIDexample',
  '/run/secrets/key': 'key-example',
  '/run/secrets/smtp': 'smtp-example',
  '/run/secrets/storage': 'storage-example',
  '/run/secrets/storage-ca.crt': '-----BEGIN CERTIFICATE-----',
  '/run/secrets/wecom': 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=EXAMPLE',
  '/run/secrets/pagerduty': 'EXAMPLE',
  '/run/secrets/ada': HASH,
  '/run/secrets/grafana': 'token-of-16-characters',
  '/run/credentials/batchwatch.service/secrets_tencent-id': 'AKIDexample',
  '/run/credentials/batchwatch.service/secrets_tencent-key': 'key-example',
  '/run/secrets/tls.crt': '-----BEGIN CERTIFICATE-----',
  '/run/secrets/tls.key': '-----BEGIN PRIVATE KEY-----',
};
/** As systemd sets it. */
const ENV = { CREDENTIALS_DIRECTORY: '/run/credentials/batchwatch.service' };

const examples = markdownFiles().flatMap((path) => {
  const page = readPage(path);
  return [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(({ index, 1: yaml = '' }) => ({
    place: `${path}:${page.slice(0, index).split('\n').length}`,
    yaml,
  }));
});

it.each(examples)('the configuration at $place loads', ({ yaml }) => {
  const shown: Tree = parse(yaml);
  const example = 'targets' in shown ? shown : { ...SMALLEST, receivers: RECEIVERS, ...shown };
  expect(load(example, { files: FILES, env: ENV }).config.receivers.length).toBeGreaterThan(0);
});

it('the pages show configurations', () => {
  expect(examples.length).toBeGreaterThan(5);
});
