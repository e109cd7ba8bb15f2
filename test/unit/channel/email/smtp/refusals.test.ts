import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { classifyFailure } from '../../../../../src/channel/email/smtp/classify-failure.ts';

/** What a server says to RCPT, or after the final dot, as the session hands it over. */
function refused(said: string, command: 'RCPT TO' | 'DATA' = 'RCPT TO') {
  return classifyFailure({
    phase: 'transaction',
    code: 'EENVELOPE',
    systemCode: '',
    command,
    replyCode: Number(said.slice(0, 3)),
    text: said,
  });
}

function inShort(said: string, command?: 'RCPT TO' | 'DATA'): string {
  const { outcome, concern, reason } = refused(said, command);
  return `${outcome} ${concern}${reason === outcome ? '' : ` ${reason}`}`;
}

describe('a refusal that surely is about the recipient or the message is permanent', () => {
  it.each([
    // Postfix
    ['550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown in local recipient table'],
    ['550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown in virtual mailbox table'],
    ['550 5.1.1 <gone@relay.example.com>: Recipient address rejected: User unknown in relay recipient table'],
    ['550 5.1.1 <spam@example.com>: Recipient address rejected: User unknown'],
    ['550 5.1.2 <gone@nowhere.example>: Recipient address rejected: Domain not found'],
    ['501 5.1.3 Bad recipient address syntax'],
    ['550 5.1.3 Mailbox name not allowed'],
    ['552 5.3.4 Message size exceeds fixed limit'],
    ['552 5.3.4 Error: message file too big'],
    ['550 5.6.0 Message headers fail syntax check'],
    // Gmail
    [
      "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient's email address for typos or\n550-5.1.1 unnecessary spaces. For more information, go to\n550 5.1.1  https://support.google.com/mail/?p=NoSuchUser x1-2.3 - gsmtp",
    ],
    ['550 5.2.1 The email account that you tried to reach is disabled. gsmtp'],
    ["552-5.2.3 Your message exceeded Google's message size limits.\n552 5.2.3 gsmtp"],
    // Exchange
    ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'],
    ['550 5.1.6 Recipient has moved'],
    ['550 5.1.1 User unknown'],
    // Exim, sendmail, qmail, Domino, without and with codes
    ['550 no such user'],
    ['550 Unknown user'],
    ['550 User unknown'],
    ['550-Verification failed for <gone@example.com>\n550-No Such User Here\n550 Unknown user'],
    ['553 5.1.3 <@@>... User address required'],
    ['550 sorry, no mailbox here by that name. (#5.1.1)'],
    ['550 5.1.1 gone@example.com User not listed in Domino Directory'],
    ['550 5.0.0 <gone@example.com>... User unknown'],
    // Yahoo, QQ, NetEase, Coremail
    ["554 delivery error: dd This user doesn't have a yahoo.com account (gone@yahoo.com) [0]"],
    ['550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?id=1000728'],
    ['550 User not found: gone@163.com'],
    ['550 No such user (gone@example.com)'],
    ['550 用户不存在'],
    ['550 mailbox gone@example.com does not exist'],
    ['550 The account gone@example.com was not found'],
    ['554 Recipient inactive: mailbox disabled'],
    ['552 Message too large'],
    ['552 Message size exceeds maximum permitted'],
  ])('%s', (said) => {
    expect(refused(said)).toMatchObject({ outcome: 'permanent', reason: 'permanent' });
    expect(refused(said, 'DATA').outcome).toBe('permanent');
  });
});

describe('a refusal that is about us is held', () => {
  it.each([
    // The field's own
    ['553 5.7.1 <batchwatch@example.com>: Sender address rejected: not owned by user alerts'],
    ['550 5.7.1 <[127.0.0.1]>: Helo command rejected: example'],
    ['550 5.7.1 Greylisted, please try again in 300 seconds'],
    ['550 5.7.60 Client does not have permissions to send as this sender'],
    // Postfix
    ['554 5.7.1 <a@example.org>: Relay access denied'],
    ['554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied'],
    ['550 5.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]'],
    ['504 5.5.2 <example>: Helo command rejected: need fully-qualified hostname'],
    ['550 5.1.8 <batchwatch@example.com>: Sender address rejected: Domain not found'],
    ['550 5.1.7 <batchwatch@>: Bad sender address syntax'],
    ['550 5.1.0 <batchwatch@example.com>: Sender address rejected: User unknown in virtual mailbox table'],
    ['554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org'],
    ['454 4.7.1 <a@example.org>: Relay access denied'],
    // Exim
    ['550 relay not permitted'],
    [
      '550-Please turn on SMTP Authentication in your mail client.\n550-host (name) [192.0.2.1] is not permitted to relay through\n550 this server without authentication.',
    ],
    ['550 Sender verify failed'],
    ['550-Sender verify failed\n550 No such user'],
    ['550 Administrative prohibition'],
    // Exchange, Gmail, others
    ['550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.'],
    [
      '550 5.4.1 Recipient address rejected: Access denied. [AM0EUR02FT012.eop-EUR02.prod.protection.outlook.com]',
    ],
    ['554 5.2.252 SendAsDenied; batchwatch@example.com not allowed to send as boss@example.com'],
    [
      '550-5.7.26 This mail is unauthenticated, which poses a security risk to the\n550 5.7.26 sender and Gmail users',
    ],
    ['550 5.7.1 Our system has detected that this message is likely unsolicited mail. gsmtp'],
    ['554 5.4.6 Too many hops'],
    ["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"],
    ['554 Message rejected: Email address is not verified.'],
    ['554 spam'],
    ['554 5.3.0 rejected'],
    ['554 5.5.1 Error: no valid recipients'],
    // QQ, NetEase
    ['554 DT:SPM 163 smtp10,DsCowAC,please see http://mail.163.com/help/help_spam_16.htm'],
    ['553 mail from must equal authorized user'],
    ['501 mail from address must be same as authorization user'],
    ['550 5.7.1 Your IP address is blocked'],
    ['550 Suspected spam ip'],
    ['550 发件人被拒绝'],
    // A code that says the recipient, and words that blame us
    ['550 5.1.1 <a@example.org>: Relay access denied'],
    ['550 5.1.1 <a@example.org>: blocked by policy'],
    ['550 5.1.1 Greylisted, try again later'],
    ['550 5.2.1 sender not authorized'],
    ['550 5.6.0 Message is spam'],
    ['550 User unknown, or relay denied'],
    // A code of class 4, or words that ask for patience: it may pass
    ['550 4.1.1 <a@example.org>: User unknown'],
    ['550 4.2.1 mailbox disabled'],
    ['552 4.3.4 message too large for now'],
    [
      '550 5.1.1 <a@example.org>: Recipient address rejected: unverified address: Address verification in progress',
    ],
    ['550 Please try again'],
    ['550 Come back in 5 minutes'],
    ['550 5.1.1 请重试'],
    // Full is something else than a mailbox
    ['452 4.3.1 insufficient storage'],
    ['550 5.7.1 quota exceeded for this host'],
    ['450 4.2.0 <a@example.org>: Recipient address rejected: Greylisted'],
    // One line for each of two opinions
    ['550-5.1.1 User unknown\n550 5.7.1 and you may not relay'],
  ])('%s', (said) => {
    expect(inShort(said)).toMatch(/^temporary (?:us|delay)$/);
    expect(inShort(said, 'DATA')).toMatch(/^temporary (?:us|delay)$/);
  });
});

describe('a refusal that leaves a doubt is held, for other evidence to decide', () => {
  it.each([
    ['550 no'],
    ['550 Unrouteable address'],
    ['550 Invalid recipient: a@example.com'],
    ['550 Requested action not taken: mailbox unavailable'],
    ['553 Mailbox name not allowed'],
    ['554 Transaction failed'],
    ['550 rejected, see RFC 3463 5.1.1'],
    ['550 host 10.5.1.1 says no'],
    ['550'],
  ])('%s', (said) => {
    expect(inShort(said)).toBe('temporary unsure');
  });

  it('in a code that is not of the mailbox, whatever the words', () => {
    expect(inShort('550 5.1.0 User unknown')).toBe('temporary us');
  });
});

describe("a mailbox that takes nothing for now is its owner's matter", () => {
  it.each([
    ['552 5.2.2 mailbox full'],
    ['552-5.2.2 The email account that you tried to reach is over quota.\n552 5.2.2 gsmtp'],
    ['552 Mailbox is full'],
    ['452 4.2.2 mailbox full'],
    ['452 Mailbox full'],
    ['450-4.2.1 The user you are trying to contact is receiving mail too quickly.\n450 4.2.1 gsmtp'],
    ['552 Quota exceeded (mailbox for user is full)'],
  ])('%s', (said) => {
    expect(inShort(said)).toBe('temporary recipient');
  });
});

describe("the server's rate is a matter of the channel", () => {
  it.each([
    ['451 4.7.1 rate limit exceeded'],
    ['451 Sender rate overlimit - 5.2 / 1m'],
    ['451 ratelimit exceeded'],
    ['421 4.7.28 Our system has detected an unusual amount of mail. gsmtp'],
    ['450 4.7.1 Error: too much mail from 192.0.2.1'],
    ['452 4.5.3 Error: too many recipients'],
    ['454 4.7.0 Too many login attempts'],
    ['550 Domain frequency limited'],
    ['550 Ip frequency limited'],
    ['550 5.1.1 rate limited'],
    ['550 5.7.1 You have exceeded your hourly sending limit'],
    ['550 too many messages'],
    ['451 Sending rate exceeds limit'],
    ['421 4.4.2 slow down'],
    ['451 发送过于频繁'],
    ['550 超出当日发送上限'],
    ['550 邮件发送过快'],
    ['550 发信数量超过限制'],
  ])('%s', (said) => {
    expect(inShort(said)).toBe('temporary channel rate_limited');
  });
});

const BLAMES = [
  'Relay access denied',
  'Helo command rejected',
  'Sender address rejected',
  'greylisted',
  'rate limit exceeded',
  'blocked using a list',
  'mailbox is over quota',
  'authentication required',
  'spam detected',
  'Client host rejected',
];

it('is never permanent with words that blame something else, whatever the code and wherever they stand', () => {
  const code = fc.constantFrom('', '5.1.1 ', '5.1.2 ', '5.2.1 ', '5.3.4 ', '5.6.1 ', '5.0.0 ');
  const about = fc.constantFrom(
    '',
    'User unknown; ',
    'No such user here: ',
    '<a@example.com>: ',
    'message too large, ',
  );
  const reply = fc.tuple(fc.constantFrom(550, 551, 552, 553, 554), code, about, fc.constantFrom(...BLAMES));
  fc.assert(
    fc.property(reply, fc.boolean(), ([digits, status, words, blame], isSecondLine) => {
      const said = isSecondLine
        ? `${digits}-${status}${words}\n${digits} ${status}${blame}`
        : `${digits} ${status}${words}${blame}`;
      expect(refused(said).outcome, said).toBe('temporary');
    }),
  );
});

it('is judged by the words, not by names that stand in them', () => {
  const name = fc.constantFrom('relay', 'spam', 'sender', 'blocked', 'helo', 'greylist', 'quota', 'client');
  fc.assert(
    fc.property(name, (word) => {
      expect(refused(`550 5.1.1 <${word}@${word}.example.com>: User unknown`).outcome).toBe('permanent');
      expect(refused(`550 5.1.1 host ${word}.example.com[192.0.2.1] said: User unknown`).outcome).toBe(
        'permanent',
      );
    }),
  );
});

it('is judged at once, however long and hostile the reply', () => {
  for (const word of ['exceed ', 'user a ', 'message ', 'a@', '<', '1.', 'rate ', '在']) {
    expect(refused(`550 ${word.repeat(20_000)}`).outcome).toBe('temporary');
  }
});
