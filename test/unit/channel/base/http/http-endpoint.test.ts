import { expect, it } from 'vitest';
import { endpointAt } from '../../../../../src/channel/base/http/http-endpoint.ts';
import { Secret } from '../../../../../src/platform/secret.ts';
import { responseText } from '../../../../../src/platform/text/response-text.ts';

it.each([
  'sent Authorization: Basic dXNlcjpwQHNzd29yZDE=',
  'user:p@ssword1 is unknown',
  'user:p%40ssword1 is unknown',
  'https://user:p%40ssword1@ops.example.com/hook',
])('a login in the URL of a destination does not show in the answer %j', (answer) => {
  const { secrets, name } = endpointAt(
    'webhook',
    new Secret('https://user:p%40ssword1@ops.example.com/hook'),
  );
  const shown = responseText(answer, ...secrets);
  expect(shown).not.toMatch(/ssword1|dXNlcjpwQHNzd29yZDE/);
  expect(name).toMatch(/^ops\.example\.com #/);
});

it.each([
  ['https://ops.example.com/run?sig=aB%2FcD%2BeF12', 'no such sig: aB%2FcD%2BeF12', /aB|eF12/],
  ['https://ops.example.com/run?sig=aB%2FcD%2BeF12', 'no such sig: aB/cD+eF12', /aB|eF12/],
  ['https://t0kenOfMine@ops.example.com/', 'no user t0kenOfMine', /t0ken/],
  ['https://t0kenOfMine@ops.example.com/', 'Authorization: Basic dDBrZW5PZk1pbmU6', /dDBrZW5/],
  ['https://ops.example.com/hook/mysecret', String.raw`{"path":"\/hook\/mysecret"}`, /mysecret/],
  ['https://ops.example.com/hook/%E5%AF%86%E9%92%A5room101', 'Cannot POST /密钥room101', /room101/],
])('of the URL %j no secret part shows in the answer %j', (url, answer, part) => {
  const { secrets } = endpointAt('webhook', new Secret(url));
  expect(responseText(answer, ...secrets)).not.toMatch(part);
});

it('a malformed percent sign in a login is no fault', () => {
  expect(() => endpointAt('webhook', new Secret('https://user:100%25zz%zz@ops.example.com/'))).not.toThrow();
});
