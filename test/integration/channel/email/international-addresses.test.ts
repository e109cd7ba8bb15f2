import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { startStrictMailServer } from '../../../support/mail/strict-mail-server.ts';

const never = new AbortController().signal;
const fixture = readFileSync(new URL('../../../fixtures/text/idn-recipient.yaml', import.meta.url), 'utf8');
const [recipient] = parse(fixture).receivers[0].email.to;
const A_LABELS = 'ops@xn--fsqu00a.xn--55qx5d';

const envelopeOf = (commands: readonly string[]) =>
  commands.filter((line) => /^(?:MAIL|RCPT)/.test(line)).map((line) => line.replace(/ SIZE=\d+/, ''));

const headersOf = (mail: string | undefined) => mail?.slice(0, mail.indexOf('\r\n\r\n')) ?? '';

describe('an internationalised domain', () => {
  it('of a recipient is written in A-labels, in the envelope too', async () => {
    await using server = await startStrictMailServer();
    const message = sampleMessage({ recipients: [recipient] });
    expect(await channelTo(server).send(message, recipient, { signal: never })).toMatchObject({
      outcome: 'delivered',
    });
    expect(envelopeOf(server.commands)).toEqual([
      'MAIL FROM:<batchwatch@example.com>',
      `RCPT TO:<${A_LABELS}>`,
    ]);
    expect(headersOf(server.mails[0])).toContain(`To: ${A_LABELS}\r\n`);
  });

  it.each([
    ['from', { from: '告警 <watch@例子.公司>' }, 'watch@xn--fsqu00a.xn--55qx5d'],
    ['envelopeFrom', { envelopeFrom: 'bounce@bücher.example' }, 'bounce@xn--bcher-kva.example'],
    ['replyTo', { replyTo: '值班 <lead@例子.公司>' }, 'batchwatch@example.com'],
  ])('of %s is written in A-labels', async (_key, sender, from) => {
    await using server = await startStrictMailServer(['SMTPUTF8']);
    const channel = channelTo(server, sender);
    await channel.send(sampleMessage(), 'oncall@example.com', { signal: never });
    expect(envelopeOf(server.commands)).toEqual([`MAIL FROM:<${from}>`, 'RCPT TO:<oncall@example.com>']);
    expect(headersOf(server.mails[0])).not.toMatch(/[\u0080-\uFFFF]/);
    server.commands.length = 0;
    expect(await channel.verify(never, [recipient])).toMatchObject({
      outcome: 'delivered',
      recipients: [{ recipient, verdict: { outcome: 'delivered' } }],
    });
    expect(envelopeOf(server.commands)).toEqual([`MAIL FROM:<${from}>`, `RCPT TO:<${A_LABELS}>`]);
  });
});

const PERSON = '张三@例子.公司';
const NEEDS = 'the mail server does not offer SMTPUTF8, while handing over the mail';

describe('a recipient that is not ASCII before the @', () => {
  const message = sampleMessage({ recipients: [PERSON, 'oncall@example.com'] });

  it('is given up with a hint and never named to a server without SMTPUTF8; others get the mail', async () => {
    await using server = await startStrictMailServer();
    const channel = channelTo(server);
    expect(await channel.send(message, PERSON, { signal: never })).toEqual({
      outcome: 'permanent',
      reason: 'permanent',
      concern: 'recipient',
      hint: 'needs-smtputf8',
      response: NEEDS,
      offered: false,
    });
    expect(envelopeOf(server.commands)).toEqual([]);
    expect(await channel.send(message, 'oncall@example.com', { signal: never })).toMatchObject({
      outcome: 'delivered',
    });
    const headers = headersOf(server.mails[0]);
    expect(headers).not.toMatch(/[\u0080-\uFFFF]/);
    expect(headers).toMatch(/^To: =\?UTF-8\?.*:;, oncall@example\.com\r$/m);
  });

  it('is asked for by SMTPUTF8 where the server offers that', async () => {
    await using server = await startStrictMailServer(['SMTPUTF8', '8BITMIME', 'PIPELINING']);
    const channel = channelTo(server);
    expect(await channel.send(message, PERSON, { signal: never })).toMatchObject({ outcome: 'delivered' });
    expect(envelopeOf(server.commands)).toEqual([
      'MAIL FROM:<batchwatch@example.com> SMTPUTF8',
      'RCPT TO:<张三@xn--fsqu00a.xn--55qx5d>',
    ]);
    expect(headersOf(server.mails[0])).toContain(`To: ${PERSON}, oncall@example.com\r\n`);
  });

  it.each([
    [[], 'permanent'],
    [['SMTPUTF8'], 'delivered'],
  ])('is judged by asking the server: with %j it is %s', async (extensions, outcome) => {
    await using server = await startStrictMailServer(extensions);
    const verification = await channelTo(server).verify(never, [PERSON, 'oncall@example.com']);
    expect(verification).toMatchObject({
      outcome: 'delivered',
      recipients: [
        { recipient: PERSON, verdict: { outcome } },
        { recipient: 'oncall@example.com', verdict: { outcome: 'delivered' } },
      ],
    });
  });
});

describe('a sender that is not ASCII before the @', () => {
  it.each([{ from: '告警@例子.公司' }, { envelopeFrom: '退信@example.com' }])(
    'is held with a hint by a server without SMTPUTF8, and never named to it: %j',
    async (sender) => {
      await using server = await startStrictMailServer();
      const channel = channelTo(server, sender);
      const held = {
        outcome: 'temporary',
        concern: 'channel',
        hint: 'sender-needs-smtputf8',
        offered: false,
      };
      expect(await channel.send(sampleMessage(), 'oncall@example.com', { signal: never })).toMatchObject(
        held,
      );
      expect(await channel.verify(never, ['oncall@example.com'])).toMatchObject({ ...held, recipients: [] });
      expect(envelopeOf(server.commands)).toEqual([]);
    },
  );

  it('is taken by a server with SMTPUTF8', async () => {
    await using server = await startStrictMailServer(['SMTPUTF8']);
    const channel = channelTo(server, { from: '告警@例子.公司' });
    expect(await channel.send(sampleMessage(), 'oncall@example.com', { signal: never })).toMatchObject({
      outcome: 'delivered',
    });
    expect(envelopeOf(server.commands)[0]).toBe('MAIL FROM:<告警@xn--fsqu00a.xn--55qx5d> SMTPUTF8');
    expect(headersOf(server.mails[0])).toContain('From: 告警@例子.公司\r\n');
    expect(headersOf(server.mails[0])).toContain('List-Id: Batchwatch <batchwatch.xn--fsqu00a.xn--55qx5d>');
  });
});

describe('the name for EHLO', () => {
  it('is the configured one', async () => {
    await using server = await startStrictMailServer();
    await channelTo(server, { hello: 'alerts.example.com' }).verify(never);
    expect(server.commands[0]).toBe('EHLO alerts.example.com');
  });
});
