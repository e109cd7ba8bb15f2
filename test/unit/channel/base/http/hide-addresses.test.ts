import { expect, it } from 'vitest';
import { hideAddresses } from '../../../../../src/channel/base/http/hide-addresses.ts';

it.each([
  'from ip: 192.0.2.7, more info',
  'from ip: 2001:db8::17, more info',
  'from ip:2001:db8:0:0:1:2:3:4.',
  '"::ffff:192.0.2.7"',
  '[fe80::1]:443',
])('the address in %j is hidden', (answer) => {
  expect(hideAddresses(answer)).not.toMatch(/2001|192|fe80|ffff/);
});

it.each(['at 12:30:11', '{"code":0,"a":"b"}', '2026-11-30T12:33:20.104Z', 'version 1.2.3'])(
  'in %j no address is found',
  (answer) => {
    expect(hideAddresses(answer)).toBe(answer);
  },
);
