import { describe, expect, it } from 'vitest';
import { helloName } from '../../../../../src/channel/email/smtp/hello-name.ts';
import { load, problemsOf, SMALLEST, withValue } from '../../../config/config-text.ts';

function nameFor(smtp: Readonly<Record<string, string>>, hostname: string): string {
  const tree = withValue(SMALLEST, 'smtp', { ...Object(SMALLEST['smtp']), ...smtp });
  const { config } = load(tree);
  if (config.smtp === undefined) throw new Error('no mail server');
  return helloName(config.smtp, hostname);
}

describe('the name for EHLO', () => {
  it.each([
    ['the configured one', { hello: 'alerts.example.com' }, 'host.example.net', 'alerts.example.com'],
    [
      'the configured one in A-labels',
      { hello: '告警.例子.公司' },
      'h',
      'xn--4rr859j.xn--fsqu00a.xn--55qx5d',
    ],
    ['a configured address', { hello: '[192.0.2.1]' }, 'host.example.net', '[192.0.2.1]'],
    ['a configured IPv6 address', { hello: '[IPv6:2001:db8::1]' }, 'h', '[IPv6:2001:db8::1]'],
    ['else the full name of the host', {}, 'host.example.net', 'host.example.net'],
    ['else the domain of the sender', {}, 'c0ffee123456', 'example.com'],
    ['that domain in A-labels', { from: '告警 <a@例子.公司>' }, 'localhost', 'xn--fsqu00a.xn--55qx5d'],
    ['not localhost.localdomain', {}, 'localhost.localdomain', 'example.com'],
    ['not an address as host name', {}, '10.0.0.1', 'example.com'],
    ['not a host name that is none', {}, 'my_host.example.net', 'example.com'],
    ['not an empty host name', {}, '', 'example.com'],
  ])('is %s', (_what, smtp, hostname, name) => {
    expect(nameFor(smtp, hostname)).toBe(name);
  });

  it.each([
    'alerts example',
    'alerts.example.com\r\nMAIL',
    '192.0.2.1',
    '192.0.2.1:25',
    '[192.0.2.300]',
    '-a.example',
    'a..b',
  ])('is refused when it is none: %j', (hello) => {
    expect(problemsOf(withValue(SMALLEST, 'smtp.hello', hello))).toMatchObject([
      { path: 'smtp.hello', message: 'is no name for EHLO' },
    ]);
  });
});
