import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../src/platform/time.ts';
import { type Reply, startScriptedServer } from '../../support/network/scripted-server.ts';
import { runInTerminal } from '../../support/process/test-terminal.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';

const LIST = '<Response><RequestId>1</RequestId></Response>';

/** Asks real servers, as a user does. The chats stand on the server beside the list. */
async function checkOnline(language: string, slack: Reply) {
  await using server = await startScriptedServer(({ url }) => {
    if (url.startsWith('/inventorytriggerjob')) return { status: 200, body: LIST };
    return url.endsWith('/auth.test') ? slack : { status: 200, body: { cluster: { status: 'ready' } } };
  });
  using directory = new TemporaryDirectory();
  const file = join(directory.path, 'c.yaml');
  const { url } = server;
  const config = {
    language,
    credentials: { default: { secretId: 'a', secretKey: 'b' } },
    targets: [
      { name: 'media', bucket: 'b-1250000000', region: 'ap-beijing', endpoint: url, schedule: '0 * * * *' },
    ],
    storage: { url: `sqlite:${directory.path}/s.db` },
    receivers: [
      {
        name: 'oncall',
        alertmanager: { urls: [url] },
        wecom: { url: `${url}/send?key=s3cr3t` },
        slack: { token: 'xoxb-s3cr3t', channel: 'C0123', apiUrl: url },
      },
    ],
    rules: [{ name: 'failures', match: { states: ['Failed', 'Pause'] }, receivers: ['oncall'] }],
  };
  writeFileSync(file, JSON.stringify(config));
  const { code, out } = await runInTerminal(['check', '--online', '--config', file], { clock: systemClock });
  // The port and the mark of a URL differ from run to run.
  const online = out.slice(out.lastIndexOf('\n# ') + 1).replaceAll(/:\d+ #[0-9a-f]{8}/g, ':PORT #MARK');
  return { code, online, asked: server.asked.map((request) => request.url.replace(/\?.*/, '')) };
}

it('asks each destination that can be asked, says of the others that none was, and sends nothing', async () => {
  const { code, online, asked } = await checkOnline('en', { status: 200, body: { ok: true, team: 'ops' } });
  expect(online).toBe(
    [
      '# online',
      'ok     target media: the list can be read; no jobs yet',
      'ok     alertmanager 127.0.0.1:PORT #MARK: 200 /api/v2/status',
      '-      wecom 127.0.0.1:PORT #MARK: cannot be verified without sending',
      'ok     slack C0123 127.0.0.1:PORT #MARK: 200 {"ok":true,"team":"ops"}',
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
  expect(asked.toSorted()).toEqual(['/api/auth.test', '/api/v2/status', '/inventorytriggerjob']);
});

it('fails, in the language of the configuration, when a destination refuses', async () => {
  const { code, online } = await checkOnline('zh-CN', {
    status: 200,
    body: { ok: false, error: 'invalid_auth' },
  });
  expect(online).toContain('-    企业微信 127.0.0.1:PORT #MARK：不发送消息就无法验证\n');
  expect(online).toMatch(/失败 Slack C0123 127\.0\.0\.1:PORT #MARK：permanent: 200 .*invalid_auth.*\n$/);
  expect(code).toBe(1);
});
