import { describe, expect, it } from 'vitest';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { startStrictMailServer } from '../../support/mail/strict-mail-server.ts';

const PERSON = '张三@例子.公司';
const TEAM = 'ops@例子.公司';

function fixtureWith(port: number, smtp: object = {}) {
  return new StoreFixture({
    smtp: { host: '127.0.0.1', port, security: 'none', from: 'Batchwatch <batchwatch@例子.公司>', ...smtp },
    receivers: [{ name: 'oncall', email: { to: [PERSON, TEAM] } }],
  });
}

describe('a test notification to internationalised addresses', () => {
  it('reaches the domain in A-labels; who needs SMTPUTF8 is undeliverable without it', async () => {
    await using server = await startStrictMailServer();
    await using fixture = fixtureWith(server.port);
    await fixture.store.close();
    const { code, out } = await fixture.run('test-notification', '--receiver', 'oncall');
    expect(code).toBe(1);
    expect(out).toMatch(/^张三@例子\.公司: permanent .*the mail server does not offer SMTPUTF8/m);
    expect(out).toMatch(/^ops@例子\.公司: delivered/m);
    expect(server.commands.filter((line) => line.startsWith('RCPT'))).toEqual([
      'RCPT TO:<ops@xn--fsqu00a.xn--55qx5d>',
    ]);
    expect(server.mails[0]).toMatch(/^Message-ID: <[^@>]+@xn--fsqu00a\.xn--55qx5d>\r$/m);
  });

  it('reaches both where the server offers SMTPUTF8', async () => {
    await using server = await startStrictMailServer(['SMTPUTF8']);
    await using fixture = fixtureWith(server.port);
    await fixture.store.close();
    const { code, out } = await fixture.run('test-notification', '--receiver', 'oncall');
    expect([code, out.match(/: delivered/g)?.length]).toEqual([0, 2]);
  });
});

describe('the name for EHLO', () => {
  it.each([
    [{}, 'EHLO xn--fsqu00a.xn--55qx5d'],
    [{ hello: 'alerts.example.com' }, 'EHLO alerts.example.com'],
  ])('with %j is %s on a host without a full name', async (smtp, greeting) => {
    await using server = await startStrictMailServer();
    await using fixture = fixtureWith(server.port, smtp);
    await fixture.store.close();
    await fixture.run('test-notification', '--receiver', 'oncall');
    expect(server.commands[0]).toBe(greeting);
  });
});
