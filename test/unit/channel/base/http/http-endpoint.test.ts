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

it('a malformed percent sign in a login is no fault', () => {
  expect(() => endpointAt('webhook', new Secret('https://user:100%25zz%zz@ops.example.com/'))).not.toThrow();
});
