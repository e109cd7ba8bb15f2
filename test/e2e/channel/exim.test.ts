import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/platform/secret.ts';
import { Exim, type EximRules } from '../../support/mail-servers/exim.ts';
import { MailRun } from '../../support/mail-servers/mail-run.ts';
import { verifyByDkimpy } from '../../support/mail-servers/verify-by-dkimpy.ts';
import { publicKeyRecord, signingKey } from '../../support/mail/signing-key.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';

let exim: Exim;
beforeAll(async () => {
  // Ten mails a connection, as strict servers have it; the eleventh MAIL is answered with 421.
  exim = await Exim.start({ main: 'smtp_accept_max_per_connection = 10' });
});
afterAll(() => exim[Symbol.asyncDispose]());

describe('Exim refuses us for what an operator can mend', () => {
  const REFUSALS: readonly { name: string; rules: EximRules }[] = [
    { name: 'to relay', rules: { rcpt: 'deny message = 550 relay not permitted' } },
    { name: 'without a word', rules: { rcpt: 'deny' } },
    { name: 'for now', rules: { rcpt: 'defer' } },
    { name: 'a sender that it cannot verify', rules: { rcpt: 'deny !verify = sender' } },
    {
      name: 'by a black list',
      rules: {
        rcpt: 'deny message = 550 rejected because $sender_host_address is in a black list at zen.example.org',
      },
    },
    {
      name: 'new senders for a while, in 5xx',
      rules: { rcpt: 'deny message = 550 5.7.1 Greylisted, please try again in 300 seconds' },
    },
    { name: 'for a full mailbox', rules: { rcpt: 'deny message = 552 5.2.2 mailbox full' } },
    { name: 'and hangs up', rules: { rcpt: 'drop message = 550 5.7.1 go away' } },
    { name: 'after the final dot', rules: { data: 'deny message = 550 5.7.1 This message looks like spam' } },
    { name: 'after the final dot, for now', rules: { data: 'defer' } },
  ];

  it.each(REFUSALS)('$name: held, and sent once when it is mended', async ({ rules }) => {
    exim.configure(rules);
    await using run = new MailRun(exim);
    await run.notify('oncall@example.com');
    await run.drain();
    await run.drainLater();
    expect(await run.states()).toEqual(['pending']);
    exim.configure({});
    await run.drainLater();
    await run.drainLater();
    expect(await run.states()).toEqual(['sent']);
  });

  it('a wrong password: held, and sent once when it is mended', async () => {
    await using server = await Exim.start({ login: true, password: 'another' });
    await using run = new MailRun(server, {
      security: 'starttls',
      tlsCa: localhostCertificate().cert,
      username: 'alerts',
      password: new Secret('hunter2'),
    });
    await run.notify('oncall@example.com');
    await run.drain();
    expect(await run.states()).toEqual(['pending']);
    server.configure({ password: 'hunter2' });
    await run.drainLater();
    expect(await run.states()).toEqual(['sent']);
    server.deliver();
    expect(await server.folder.arrived('oncall@example.com', 1)).toHaveLength(1);
  });
});

it('Exim refuses an unknown recipient: it is given up, and the other gets the mail, once', async () => {
  exim.configure({});
  await using run = new MailRun(exim);
  const messageId = await run.notify('gone@example.com', 'lead@example.com');
  await run.drain();
  await run.drainLater();
  expect(await run.states()).toEqual(['dead', 'sent']);
  exim.deliver();
  await exim.folder.holding('lead@example.com', messageId);
  const mails = exim.folder.mailsTo('lead@example.com').map(String);
  expect(mails.filter((mail) => mail.includes(`Message-ID: ${messageId}`))).toHaveLength(1);
});

it('Exim that takes ten mails a connection takes thirty', async () => {
  exim.configure({});
  await using run = new MailRun(exim);
  for (let index = 0; index < 30; index += 1) await run.notify('lead@example.com');
  await run.drain();
  await run.drainLater();
  expect(new Set(await run.states())).toEqual(new Set(['sent']));
});

it('Exim passes on a signature that another program verifies', async () => {
  exim.configure({});
  const dkim = { domain: 'example.com', selector: 'batchwatch', key: new Secret(signingKey()) };
  await using run = new MailRun(exim, { dkim });
  const messageId = await run.notify('oncall@example.com');
  await run.drain();
  exim.deliver();
  const mail = await exim.folder.holding('oncall@example.com', messageId);
  expect(verifyByDkimpy(mail, publicKeyRecord())).toBe(true);
  const changed = Buffer.from(String(mail).replace('Subject: ', 'Subject: x'));
  expect(verifyByDkimpy(changed, publicKeyRecord())).toBe(false);
});
