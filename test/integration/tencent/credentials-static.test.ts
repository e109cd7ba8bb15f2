import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEnvironmentCredentials } from '../../../src/tencent/credentials/environment.ts';
import { createProfileCredentials } from '../../../src/tencent/credentials/profile.ts';
import { shown } from '../../support/poll/shown-credentials.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { TestClock } from '../../support/test-clock.ts';

const never = new AbortController().signal;

describe('credentials from the environment', () => {
  const key = { TENCENTCLOUD_SECRET_ID: 'id', TENCENTCLOUD_SECRET_KEY: 'key' };

  it.each(['TENCENTCLOUD_TOKEN', 'TENCENTCLOUD_SECURITY_TOKEN', 'TENCENTCLOUD_SESSION_TOKEN'])(
    'bear the token of %s',
    async (name) => {
      const provider = createEnvironmentCredentials({ ...key, TENCENTCLOUD_TOKEN: '', [name]: 'token' });
      expect(shown(await provider.get(never))).toEqual(['id', 'key', 'token']);
    },
  );

  it('need no token', async () => {
    expect(await createEnvironmentCredentials(key).get(never)).not.toHaveProperty('token');
  });

  it('name what is missing', async () => {
    const provider = createEnvironmentCredentials({ TENCENTCLOUD_SECRET_ID: 'id' });
    await expect(provider.get(never)).rejects.toMatchObject({
      reason: 'auth',
      code: 'credentials-missing',
      message: expect.stringContaining('TENCENTCLOUD_SECRET_KEY'),
    });
  });
});

describe('credentials from a profile', () => {
  it('are read from the section default, and again a minute later', async () => {
    await using folder = await makeTemporaryFolder();
    const file = join(folder.path, 'credentials');
    const clock = new TestClock();
    await writeFile(
      file,
      '# mine\n[other]\nsecret_id = no\n[default]\nsecret_id = id\r\nsecret_key=a=b\ntoken = t\n',
    );
    const env = { TENCENTCLOUD_CREDENTIALS_FILE: file };
    const provider = createProfileCredentials({ env, home: folder.path, clock });
    expect(shown(await provider.get(never))).toEqual(['id', 'a=b', 't']);
    await writeFile(file, '[default]\nsecret_id = new\nsecret_key = key\n');
    expect((await provider.get(never)).secretId).toBe('id');
    await clock.advance(60_000);
    expect((await provider.get(never)).secretId).toBe('new');
  });

  it('stay in use while the file is being replaced', async () => {
    await using folder = await makeTemporaryFolder();
    const file = join(folder.path, 'credentials');
    const clock = new TestClock();
    await writeFile(file, '[default]\nsecret_id = id\nsecret_key = key\n');
    const provider = createProfileCredentials({
      env: { TENCENTCLOUD_CREDENTIALS_FILE: file },
      home: folder.path,
      clock,
    });
    await provider.get(never);
    await rm(file);
    await clock.advance(60_000);
    expect((await provider.get(never)).secretId).toBe('id');
  });
});

describe('the credentials file', () => {
  it('is looked for at home, in the system, and with the command line tool', async () => {
    await using folder = await makeTemporaryFolder();
    const home = folder.path;
    const systemFile = join(home, 'etc-credentials');
    const read = async () =>
      (await createProfileCredentials({ env: {}, home, clock: new TestClock(), systemFile }).get(never))
        .secretId;
    await expect(read()).rejects.toMatchObject({ reason: 'auth', code: 'credentials-missing' });
    await mkdir(join(home, '.tccli'));
    await writeFile(join(home, '.tccli', 'default.credential'), '{"secretId":"tccli","secretKey":"k"}');
    expect(await read()).toBe('tccli');
    await writeFile(systemFile, '[default]\nsecret_id=system\nsecret_key=k');
    expect(await read()).toBe('system');
    await mkdir(join(home, '.tencentcloud'));
    await writeFile(join(home, '.tencentcloud', 'credentials'), '[default]\nsecret_id=home\nsecret_key=k');
    expect(await read()).toBe('home');
    await writeFile(join(home, '.tencentcloud', 'credentials'), '[default]\nsecret_id=HIDDEN\n');
    await expect(read()).rejects.toMatchObject({ code: 'credentials-malformed' });
    await expect(read()).rejects.not.toThrow('HIDDEN');
  });

  it('loses a byte order mark, and is refused with the place when it is not UTF-8', async () => {
    await using folder = await makeTemporaryFolder();
    const home = folder.path;
    const provider = () =>
      createProfileCredentials({ env: {}, home, clock: new TestClock(), systemFile: join(home, 'none') });
    await mkdir(join(home, '.tccli'));
    const file = join(home, '.tccli', 'default.credential');
    await writeFile(file, '\uFEFF{"secretId":"tccli","secretKey":"k"}');
    expect((await provider().get(never)).secretId).toBe('tccli');
    await writeFile(file, Buffer.from([0x7b, 0x0a, 0x20, 0xb0, 0xa1]));
    await expect(provider().get(never)).rejects.toMatchObject({
      reason: 'auth',
      code: 'credentials-malformed',
      message: `${file} is not UTF-8 at line 2, column 2`,
    });
  });

  it('wait for no pipe, and read no device', async () => {
    await using folder = await makeTemporaryFolder();
    const pipe = join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const file of [pipe, '/dev/zero']) {
      const env = { TENCENTCLOUD_CREDENTIALS_FILE: file };
      const provider = createProfileCredentials({ env, home: folder.path, clock: new TestClock() });
      await expect(provider.get(never)).rejects.toMatchObject({ code: 'credentials-unreadable' });
    }
  });
});
