import { rename, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';

const RELOADED = 'configuration reloaded';
const REFUSED = 'configuration not reloaded, the one before stays in use';
const SUCCESS = 'batchwatch_config_last_reload_success';

const run = ({ config }: Fixture) => new BatchwatchProcess(['run', '--config', config]);

describe.concurrent('of the running program,', () => {
  it('a secret file that is replaced takes effect by itself', async () => {
    await using fixture = await startFixture();
    const key = fixture.directory.file('key');
    await writeFile(key, 'WRONG');
    const credentials = { default: { secretId: 'EXAMPLE-ID', secretKeyFile: key } };
    fixture.configure({ root: { credentials } });
    await using daemon = run(fixture);
    expect((await daemon.line('poll failed'))['reason']).toBe('auth');
    await writeFile(`${key}.new`, 'EXAMPLE-KEY');
    await rename(`${key}.new`, key);
    expect(await daemon.line(RELOADED)).toMatchObject({ trigger: `file changed: ${key}` });
    await daemon.line('poll complete');
  });

  it('a mended password file sends at once what the refused login held up', async () => {
    const login = { username: 'alerts', password: 'right' };
    await using fixture = await startFixture({ smtp: { login } });
    const file = fixture.directory.file('password');
    await writeFile(file, 'wrong\n');
    fixture.configure({ smtp: { username: 'alerts', passwordFile: file } });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    fixture.cloud.put({ jobId: 'b1', name: 'waiting', state: 'Failed', creationTime: Date.now() });
    expect(await daemon.line('notification not delivered yet')).toMatchObject({ reason: 'auth' });

    await writeFile(file, '');
    const refused = await daemon.line(REFUSED);
    expect(JSON.stringify(refused)).toContain('smtp.passwordFile names an empty file');
    expect(await daemon.metric(SUCCESS)).toBe(0);

    await writeFile(file, 'right\n');
    // Far sooner than the minute for which a refused login is left alone.
    expect((await fixture.smtp.received()).summary).toBe('Failed: waiting (media)');
    expect(await daemon.metric(SUCCESS)).toBe(1);
  });
});
