import { describe, expect, it } from 'vitest';
import { load, SMALLEST } from '../config-text.ts';

const SAME =
  'receivers[0].fallback.receivers has no other way than the receiver itself: the same server or destination';

const wecomOf = (key: number) => ({
  wecom: { url: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}` },
});
const mailTo = (name: string) => ({ email: { to: [`${name}@example.com`] } });

/** Warnings about receivers, where `lead` is the fallback of `oncall`, and nothing else notifies `lead`. */
function warnings(own: object, other: object): readonly string[] {
  const receivers = [
    { name: 'oncall', ...own, fallback: { receivers: ['lead'] } },
    { name: 'lead', ...other },
  ];
  const rules = [{ name: 'all', receivers: ['oncall'] }];
  const config = { ...SMALLEST, receivers, rules, watchdog: { receivers: ['oncall'] } };
  return load(config)
    .warnings.filter(({ path }) => path.startsWith('receivers'))
    .map(({ path, message }) => `${path} ${message}`);
}

describe('a fallback', () => {
  it.each([
    ['the same mail server is warned of', mailTo('oncall'), mailTo('lead'), [SAME]],
    ['the same destination is warned of', { ...mailTo('oncall'), ...wecomOf(1) }, wecomOf(1), [SAME]],
    ['another destination is fine', wecomOf(1), wecomOf(2), []],
    ['another channel beside it is fine', mailTo('oncall'), { ...mailTo('lead'), ...wecomOf(1) }, []],
    ['another channel is fine', wecomOf(1), mailTo('lead'), []],
  ])('with %s', (_what, own, other, warned) => {
    expect(warnings(own, other)).toEqual(warned);
  });
});
