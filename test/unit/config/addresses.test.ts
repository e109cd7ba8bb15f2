import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { load, problemsOf, SMALLEST, withValue, type Tree } from './config-text.ts';

const withSmtp = (smtp: Tree): Tree => withValue(SMALLEST, 'smtp', { ...Object(SMALLEST['smtp']), ...smtp });
const withRecipients = (to: readonly string[]): Tree => withValue(SMALLEST, 'receivers.0.email.to', to);
const doubtsOf = (tree: Tree) =>
  load(tree).warnings.map(({ path, value, message, isSettledOnline }) => [
    path,
    value,
    message,
    isSettledOnline,
  ]);
const NEEDS = 'is not ASCII before the @: only a mail server with SMTPUTF8 takes it';

describe('an address', () => {
  it('of an internationalised domain is taken as it is', () => {
    const text = readFileSync(new URL('../../fixtures/text/idn-recipient.yaml', import.meta.url), 'utf8');
    const { config, warnings } = load({ ...SMALLEST, receivers: parse(text).receivers });
    expect([config.receivers[0]?.email.to, warnings]).toEqual([['ops@例子.公司'], []]);
    const from = '告警 <watch@例子.公司>';
    expect(doubtsOf(withSmtp({ from, replyTo: from, envelopeFrom: 'a@bücher.example' })).slice(1)).toEqual(
      [],
    );
  });

  it('of what is no domain in A-labels is refused', () => {
    for (const address of [
      `a@${'例'.repeat(60)}.公司`,
      'a@-例子.公司',
      'a@例子..公司',
      `a@${'x'.repeat(64)}.example`,
    ]) {
      expect(problemsOf(withRecipients([address]))).toMatchObject([
        { path: 'receivers[0].email.to[0]', message: 'is not a mail address' },
      ]);
    }
  });

  it('that is not ASCII before the @ is named: the mail server must settle it', () => {
    expect(doubtsOf(withRecipients(['oncall@example.com', '张三@example.com']))).toEqual([
      ['receivers[0].email.to', '张三@example.com', NEEDS, true],
    ]);
    expect(doubtsOf(withSmtp({ from: '告警 <告警@example.com>', envelopeFrom: '退信@example.com' }))).toEqual(
      [
        ['smtp.from', '"告警 <告警@example.com>"', NEEDS, true],
        ['smtp.envelopeFrom', '退信@example.com', NEEDS, true],
      ],
    );
  });

  it('for answers must be ASCII before the @', () => {
    expect(problemsOf(withSmtp({ replyTo: '值班 <值班@example.com>' }))).toMatchObject([
      { path: 'smtp.replyTo', message: 'is not ASCII before the @' },
    ]);
  });

  it('for bounces must not be ASCII where the sender is not', () => {
    expect(
      problemsOf(withSmtp({ from: '告警@example.com', envelopeFrom: 'bounce@example.com' })),
    ).toMatchObject([{ path: 'smtp.envelopeFrom', message: 'is ASCII before the @, and from is not' }]);
  });

  it('of a sender is compared with the domain of its signature in A-labels', () => {
    const sender = { from: 'a@例子.公司', envelopeFrom: 'b@mail.xn--fsqu00a.xn--55qx5d' };
    expect(doubtsOf(withSmtp(sender))).toEqual([]);
  });
});
