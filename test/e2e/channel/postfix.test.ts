import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/platform/secret.ts';
import { MailRun } from '../../support/mail-servers/mail-run.ts';
import { Postfix, type PostfixSettings } from '../../support/mail-servers/postfix.ts';
import { startDovecotLogin, startPolicy } from '../../support/mail-servers/scripted-service.ts';

const LOGIN = { username: 'alerts', password: 'hunter2' };

let postfix: Postfix;
beforeAll(async () => {
  postfix = await Postfix.start();
});
afterAll(() => postfix[Symbol.asyncDispose]());

const inline = (key: string, action: string) => `inline:{ {${key} = ${action}} }`;

// Before all others: it counts the connections of a minute.
it('Postfix that counts connections takes a hundred mails', async () => {
  postfix.configure({ smtpd_client_connection_rate_limit: '3' });
  await using run = new MailRun(postfix);
  for (let index = 0; index < 100; index += 1) await run.notify('lead@example.com');
  await run.drain();
  expect(new Set(await run.states())).toEqual(new Set(['sent']));
});

describe('Postfix refuses us for what an operator can mend', () => {
  const REFUSALS: readonly { name: string; settings: PostfixSettings; recipient?: string }[] = [
    { name: 'the client', settings: { smtpd_client_restrictions: 'check_client_access static:REJECT' } },
    { name: 'the greeting name', settings: { smtpd_helo_restrictions: 'check_helo_access static:REJECT' } },
    {
      name: 'the sender',
      settings: {
        smtpd_sender_restrictions: `check_sender_access ${inline('batchwatch@example.com', 'REJECT')}`,
      },
    },
    { name: 'to relay', settings: {}, recipient: 'oncall@example.net' },
    {
      name: 'new senders for a while',
      settings: {
        smtpd_recipient_restrictions:
          'reject_unauth_destination, check_recipient_access static:{450 4.7.1 Greylisted}',
      },
    },
    {
      name: 'new senders for a while, in 5xx',
      settings: {
        smtpd_recipient_restrictions:
          'reject_unauth_destination, check_recipient_access static:{550 5.7.1 Greylisted, please try again in 300 seconds}',
      },
    },
    {
      name: 'for a full mailbox',
      settings: {
        smtpd_recipient_restrictions:
          'reject_unauth_destination, check_recipient_access static:{552 5.2.2 Mailbox full}',
      },
    },
    {
      name: 'at DATA',
      settings: { smtpd_data_restrictions: 'check_client_access static:{554 5.7.1 Not from here}' },
    },
    {
      name: 'after the final dot',
      settings: {
        smtpd_end_of_data_restrictions:
          'check_client_access static:{550 5.7.60 Client does not have permissions to send as this sender}',
      },
    },
    { name: 'everybody for now', settings: { smtpd_client_restrictions: 'defer' } },
  ];

  it.each(REFUSALS)(
    '$name: held, and sent once when it is mended',
    async ({ settings, recipient = 'oncall@example.com' }) => {
      postfix.configure(settings);
      await using run = new MailRun(postfix);
      await run.notify(recipient);
      await run.drain();
      await run.drainLater();
      expect(await run.states()).toEqual(['pending']);
      postfix.configure({ mynetworks: '127.0.0.0/8' });
      await run.drainLater();
      expect(await run.states()).toEqual(['sent']);
      await run.drainLater();
      expect(await run.states()).toEqual(['sent']);
    },
  );

  it('a sender that another login owns: held, and sent once when it is mended', async () => {
    await using login = await startDovecotLogin(LOGIN);
    const sasl = {
      smtpd_sasl_auth_enable: 'yes',
      smtpd_sasl_type: 'dovecot',
      smtpd_sasl_path: `inet:127.0.0.1:${login.port}`,
      smtpd_recipient_restrictions: 'permit_sasl_authenticated, reject',
    };
    postfix.configure({
      ...sasl,
      smtpd_sender_login_maps: inline('batchwatch@example.com', 'somebody-else'),
      smtpd_sender_restrictions: 'reject_sender_login_mismatch',
    });
    await using run = new MailRun(postfix, {
      username: LOGIN.username,
      password: new Secret(LOGIN.password),
    });
    await run.notify('oncall@example.com');
    await run.drain();
    expect(await run.states()).toEqual(['pending']);
    postfix.configure(sasl);
    await run.drainLater();
    expect(await run.states()).toEqual(['sent']);
  });
});

describe('Postfix refuses one recipient or one mail', () => {
  it('an unknown one is given up, and the other gets the mail', async () => {
    postfix.configure({});
    await using run = new MailRun(postfix);
    const messageId = await run.notify('gone@example.com', 'lead@example.com');
    await run.drain();
    expect(await run.states()).toEqual(['dead', 'sent']);
    expect(String(await postfix.folder.holding('lead@example.com', messageId))).toContain('To: ');
  });

  it('a mail that is too large is given up', async () => {
    postfix.configure({ message_size_limit: '1000' });
    await using run = new MailRun(postfix);
    await run.notify('oncall@example.com');
    await run.drain();
    expect(await run.states()).toEqual(['dead']);
  });
});

it('Postfix that asks a slow filter after the final dot gets each mail once', async () => {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  await using policy = await startPolicy(async () => {
    asked.resolve();
    await release.promise;
    return 'DUNNO';
  });
  postfix.configure({ smtpd_end_of_data_restrictions: `check_policy_service inet:127.0.0.1:${policy.port}` });
  await using run = new MailRun(postfix);
  const before = postfix.folder.mailsTo('oncall@example.com').length;
  await run.notify('oncall@example.com');
  const draining = run.drain();
  await asked.promise;
  expect(await run.states()).not.toContain('sent');
  release.resolve();
  await draining;
  await run.drainLater();
  expect(await run.states()).toEqual(['sent']);
  expect(await postfix.folder.arrived('oncall@example.com', before + 1)).toHaveLength(before + 1);
});
