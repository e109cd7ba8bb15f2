import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { SmtpFailure } from '../../../../../src/channel/email/smtp/smtp-failure.ts';
import { toSmtpFailure } from '../../../../../src/channel/email/smtp/smtp-failure.ts';
import { classifyFailure } from '../../../../../src/channel/email/smtp/classify-failure.ts';

function replied(command: string, replyCode: number, words = 'no'): SmtpFailure {
  const phase = ['MAIL FROM', 'RCPT TO', 'DATA', 'RSET'].includes(command)
    ? 'transaction'
    : command.startsWith('AUTH')
      ? 'login'
      : 'connect';
  return { phase, code: 'EENVELOPE', systemCode: '', command, replyCode, text: `${replyCode} ${words}` };
}

function silent(phase: SmtpFailure['phase'], code: string, systemCode = ''): SmtpFailure {
  return { phase, code, systemCode, command: 'CONN', replyCode: 0, text: 'it broke' };
}

describe('a reply of the server', () => {
  it.each([
    ['RCPT TO', 550, 'no such user', 'permanent permanent recipient'],
    ['RCPT TO', 554, 'relay denied', 'temporary temporary us'],
    ['RCPT TO', 501, 'bad address', 'temporary temporary unsure'],
    ['RCPT TO', 503, 'bad sequence', 'temporary temporary delay'],
    ['RCPT TO', 450, 'greylisted', 'temporary temporary delay'],
    ['RCPT TO', 450, '4.7.1 rate limited, throttled', 'temporary rate_limited channel'],
    ['RCPT TO', 452, 'too many recipients', 'temporary rate_limited channel'],
    ['RCPT TO', 452, 'mailbox full', 'temporary temporary recipient'],
    ['RCPT TO', 421, '4.7.28 unusual rate', 'temporary rate_limited channel'],
    ['RCPT TO', 530, 'log in first', 'temporary auth channel'],
    ['RCPT TO', 550, 'too many messages', 'temporary rate_limited channel'],
    ['DATA', 554, 'spam', 'temporary temporary us'],
    ['DATA', 552, 'too big', 'temporary temporary us'],
    ['DATA', 552, 'message too big', 'permanent permanent message'],
    ['DATA', 451, 'local error', 'temporary temporary delay'],
    ['RSET', 550, 'no such user', 'temporary temporary delay'],
    ['MAIL FROM', 550, 'sender unknown', 'temporary temporary channel'],
    ['MAIL FROM', 550, 'user unknown', 'temporary temporary channel'],
    ['MAIL FROM', 553, 'not your address', 'temporary temporary channel'],
    ['MAIL FROM', 451, 'local error', 'temporary temporary channel'],
    ['MAIL FROM', 452, 'too many messages', 'temporary rate_limited channel'],
    ['MAIL FROM', 552, 'size', 'permanent permanent message'],
    ['MAIL FROM', 552, '5.2.2 mailbox full', 'temporary temporary channel'],
    ['MAIL FROM', 554, '5.3.4 size', 'permanent permanent message'],
    ['MAIL FROM', 530, 'log in first', 'temporary auth channel'],
    ['MAIL FROM', 530, '5.7.0 Must issue a STARTTLS command first', 'temporary tls channel'],
    ['AUTH PLAIN', 535, 'wrong', 'temporary auth channel'],
    ['AUTH LOGIN', 534, 'too weak', 'temporary auth channel'],
    ['AUTH PLAIN', 504, 'unknown', 'temporary auth channel'],
    ['AUTH PLAIN', 454, 'not now', 'temporary temporary channel'],
    ['AUTH PLAIN', 421, 'too many logins', 'temporary rate_limited channel'],
    ['STARTTLS', 454, 'not now', 'temporary tls channel'],
    ['STARTTLS', 502, 'unknown', 'temporary tls channel'],
    ['CONN', 421, 'going down', 'temporary temporary channel'],
    ['CONN', 421, 'too many connections', 'temporary rate_limited channel'],
    ['CONN', 554, 'no service', 'temporary temporary channel'],
    ['EHLO', 550, 'bad name', 'temporary temporary channel'],
  ])('%s %i %s → %s', (command, code, words, expected) => {
    expect(inShort(classifyFailure(replied(command, code, words)))).toBe(expected);
  });
});

describe('silence', () => {
  it.each([
    ['connect', 'ESOCKET', 'ECONNREFUSED', 'temporary network channel'],
    ['connect', 'EDNS', 'ENOTFOUND', 'temporary network channel'],
    ['connect', 'ETIMEDOUT', '', 'temporary timeout channel'],
    ['connect', 'ESOCKET', 'ETIMEDOUT', 'temporary timeout channel'],
    ['connect', 'DEADLINE', '', 'temporary timeout channel'],
    ['connect', 'ETLS', '', 'temporary tls channel'],
    ['connect', 'ESOCKET', 'CERT_HAS_EXPIRED', 'temporary tls channel'],
    ['connect', 'ESOCKET', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'temporary tls channel'],
    ['connect', 'ESOCKET', 'ERR_TLS_CERT_ALTNAME_INVALID', 'temporary tls channel'],
    ['connect', 'ESOCKET', 'ERR_SSL_WRONG_VERSION_NUMBER', 'temporary tls channel'],
    ['connect', 'ESOCKET', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'temporary tls channel'],
    ['login', 'NOLOGIN', '', 'temporary auth channel'],
    ['login', 'EAUTH', '', 'temporary auth channel'],
    ['login', 'ECONNECTION', '', 'temporary network channel'],
    ['login', 'DEADLINE', '', 'temporary timeout channel'],
    ['transaction', 'DEADLINE', '', 'temporary timeout delay'],
    ['transaction', 'ETIMEDOUT', '', 'temporary timeout delay'],
    ['transaction', 'ESOCKET', 'ECONNRESET', 'temporary network delay'],
    ['transaction', 'ECONNECTION', '', 'temporary network delay'],
    ['transaction', 'EENVELOPE', '', 'permanent permanent recipient'],
    ['transaction', 'ABORTED', '', 'temporary temporary channel'],
  ] as const)('at %s with %s %s → %s', (phase, code, systemCode, expected) => {
    expect(inShort(classifyFailure(silent(phase, code, systemCode)))).toBe(expected);
  });

  it('is permanent when the server had announced a smaller size', () => {
    const failure = { ...silent('transaction', 'EMESSAGE'), command: 'MAIL FROM' };
    expect(classifyFailure(failure).outcome).toBe('permanent');
  });
});

describe('any failure at all', () => {
  const anyFailure = fc.record({
    phase: fc.constantFrom('connect', 'login', 'transaction'),
    code: fc.constantFrom('ESOCKET', 'ETIMEDOUT', 'ETLS', 'EAUTH', 'EPROTOCOL', 'EENVELOPE', 'DEADLINE', 'x'),
    systemCode: fc.constantFrom('', 'ECONNRESET', 'CERT_HAS_EXPIRED'),
    command: fc.constantFrom('CONN', 'EHLO', 'STARTTLS', 'AUTH PLAIN', 'MAIL FROM', 'RCPT TO', 'DATA', ''),
    replyCode: fc.constantFrom(0, 250, 421, 450, 451, 500, 503, 530, 535, 550, 552, 554),
    text: fc.string(),
  }) satisfies fc.Arbitrary<SmtpFailure>;

  it('is permanent only for the entry, never for the channel', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        const { outcome, reason, concern } = classifyFailure(failure);
        expect(outcome === 'permanent').toBe(reason === 'permanent');
        if (outcome === 'permanent') expect(concern).not.toBe('channel');
      }),
    );
  });

  it('is never permanent before the transaction', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        fc.pre(failure.phase !== 'transaction' && ['CONN', 'EHLO', 'STARTTLS', ''].includes(failure.command));
        fc.pre(failure.code !== 'EENVELOPE');
        expect(classifyFailure(failure)).toMatchObject({ outcome: 'temporary', concern: 'channel' });
      }),
    );
  });
});

describe('what nodemailer hands over', () => {
  it('is read field by field, with the place where it happened when the server said nothing', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED'), {
      code: 'ESOCKET',
      originalCode: 'ECONNREFUSED',
      command: 'CONN',
    });
    expect(toSmtpFailure(error, 'connect')).toEqual({
      phase: 'connect',
      code: 'ESOCKET',
      systemCode: 'ECONNREFUSED',
      command: 'CONN',
      replyCode: 0,
      text: 'connect ECONNREFUSED, while connecting',
    });
  });

  it('loses the wrapping that OpenSSL puts around its words', () => {
    const words = '40AD33FA:error:0A00010B:SSL routines:tls_validate:wrong version number:../a.c:77:';
    expect(toSmtpFailure(new Error(words), 'connect').text).toBe(
      'SSL routines: wrong version number, while connecting',
    );
  });
});

function inShort({ outcome, reason, concern }: ReturnType<typeof classifyFailure>): string {
  return `${outcome} ${reason} ${concern}`;
}
