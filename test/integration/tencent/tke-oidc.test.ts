import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIRECT } from '../../../src/platform/http/proxy-policy.ts';
import { createTkeOidcCredentials } from '../../../src/tencent/credentials/tke-oidc.ts';
import { startScriptedServer, type Reply } from '../../support/network/scripted-server.ts';
import { shown } from '../../support/poll/shown-credentials.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { TestClock } from '../../support/test-clock.ts';

const never = new AbortController().signal;

async function startSts(reply: (body: Record<string, unknown>) => Reply) {
  const folder = await makeTemporaryFolder();
  const file = join(folder.path, 'token');
  await writeFile(file, 'jwt-1\n');
  const server = await startScriptedServer(({ body }) => {
    const parsed: Record<string, unknown> = JSON.parse(body);
    return reply(parsed);
  });
  const clock = new TestClock();
  const env = {
    TKE_REGION: 'ap-beijing',
    TKE_PROVIDER_ID: 'cls-1',
    TKE_WEB_IDENTITY_TOKEN_FILE: file,
    TKE_ROLE_ARN: 'qcs::cam::uin/1:roleName/r',
  };
  return {
    file,
    server,
    clock,
    env,
    provider: createTkeOidcCredentials({ proxies: DIRECT, env, clock, url: `${server.url}/` }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe('credentials of a pod', () => {
  it('are had for the token in its file, which is read again each time', async () => {
    let expires = 0;
    await using sts = await startSts(({ WebIdentityToken }) => ({
      body: {
        Response: {
          Credentials: {
            TmpSecretId: `id of ${String(WebIdentityToken)}`,
            TmpSecretKey: 'key',
            Token: 'token',
          },
          ExpiredTime: expires,
        },
      },
    }));
    expires = Math.floor(sts.clock.now() / 1000) + 7_200;
    expect(shown(await sts.provider.get(never))).toEqual(['id of jwt-1', 'key', 'token']);
    await writeFile(sts.file, 'jwt-2');
    await sts.clock.advance(6_600_000);
    expect((await sts.provider.get(never)).secretId).toBe('id of jwt-2');
    const [asked] = sts.server.asked;
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      ProviderId: 'cls-1',
      WebIdentityToken: 'jwt-1',
      RoleArn: 'qcs::cam::uin/1:roleName/r',
      RoleSessionName: 'batchwatch',
      DurationSeconds: 7_200,
    });
    expect(asked?.headers).toMatchObject({
      'x-tc-action': 'AssumeRoleWithWebIdentity',
      'x-tc-version': '2018-08-13',
      'x-tc-region': 'ap-beijing',
      'x-tc-timestamp': '1719472990',
      authorization: 'SKIP',
    });
  });

  it('are not asked for when the token is not UTF-8', async () => {
    await using sts = await startSts(() => ({ body: {} }));
    await writeFile(sts.file, Buffer.from([0x6a, 0xb0, 0xa1]));
    await expect(sts.provider.get(never)).rejects.toMatchObject({
      code: 'credentials-malformed',
      message: `${sts.file} is not UTF-8 at line 1, column 2`,
    });
    expect(sts.server.asked).toEqual([]);
  });
});

describe('asking STS', () => {
  it('fails with the code of STS, and does not show the token', async () => {
    await using sts = await startSts(() => ({
      body: { Response: { Error: { Code: 'InvalidParameter.Token', Message: 'jwt-1 is\nbad' } } },
    }));
    await expect(sts.provider.get(never)).rejects.toMatchObject({
      reason: 'auth',
      code: 'InvalidParameter.Token',
      message: 'STS refused: InvalidParameter.Token *** is bad',
    });
  });

  it('names what is missing', async () => {
    await using sts = await startSts(() => 'hang');
    const env = { ...sts.env, TKE_ROLE_ARN: '' };
    const provider = createTkeOidcCredentials({
      proxies: DIRECT,
      env,
      clock: sts.clock,
      url: sts.server.url,
    });
    await expect(provider.get(never)).rejects.toMatchObject({
      message: 'the environment has no TKE_ROLE_ARN',
    });
    await rm(sts.file);
    await expect(sts.provider.get(never)).rejects.toMatchObject({ code: 'credentials-unreadable' });
  });

  it('reads no pipe in place of the token file, and waits for none', async () => {
    await using sts = await startSts(() => ({ body: {} }));
    await rm(sts.file);
    execFileSync('mkfifo', [sts.file]);
    await expect(sts.provider.get(never)).rejects.toMatchObject({ code: 'credentials-unreadable' });
  });
});
