import { describe, expect, it } from 'vitest';

import { classifyFailure } from '../../../../../src/channel/email/smtp/classify-failure.ts';

function refused(said: string, command: 'MAIL FROM' | 'RCPT TO' = 'RCPT TO') {
  const replyCode = Number(said.slice(0, 3));
  return classifyFailure({
    phase: 'transaction',
    code: 'EENVELOPE',
    systemCode: '',
    command,
    replyCode,
    text: said,
  });
}

describe('the advice on a refusal', () => {
  it.each([
    ['451 4.3.0 <a@example.org>: Temporary lookup failure'],
    ['451 Temporary local problem - please try later'],
    ['452 space shortage, please try later'],
  ])('never speaks of greylisting for a trouble of the server: %s', (said) => {
    expect(refused(said).hint).toBeUndefined();
  });

  it('never speaks of the size for a fault of the content', () => {
    expect(refused('550 5.6.7 SMTPUTF8 is required', 'MAIL FROM')).toMatchObject({ concern: 'message' });
    expect(refused('550 5.6.7 SMTPUTF8 is required', 'MAIL FROM').hint).toBeUndefined();
    expect(refused('552 5.3.4 Message size exceeds fixed limit', 'MAIL FROM').hint).toBe('too-large');
  });

  it.each([
    ['550 5.1.1 User unknown', 'check-sender'],
    ['550 no such user', 'check-sender'],
    ['552 5.2.2 Over quota', 'check-sender'],
    ['503 5.5.1 nested MAIL command', undefined],
  ])('after MAIL FROM never speaks of the recipient: %s', (said, hint) => {
    expect(refused(said, 'MAIL FROM')).toMatchObject({ concern: 'channel', outcome: 'temporary' });
    expect(refused(said, 'MAIL FROM').hint).toBe(hint);
  });
});
