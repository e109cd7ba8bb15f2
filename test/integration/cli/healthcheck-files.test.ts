import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { healthcheck } from '../../../src/cli/commands/healthcheck.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

async function check(config: string, env: Record<string, string> = {}): Promise<string> {
  let said = '';
  const say = (text: string) => (said += text);
  await healthcheck({ config }, { env, out: say, err: say });
  return said;
}

it('waits for no pipe and reads no device in place of the configuration or the address', async () => {
  await using folder = await makeTemporaryFolder();
  const pipe = join(folder.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/zero']) {
    expect(await check(path)).toContain(`the configuration ${path} cannot be read`);
    expect(await check('unused', { BATCHWATCH_ADDRESS_FILE: path })).toContain('no daemon runs');
  }
});

it('finds the store although a text beside it is not UTF-8', async () => {
  await using folder = await makeTemporaryFolder();
  const path = join(folder.path, 'batchwatch.yaml');
  const name = Buffer.from([0xca, 0xd3, 0xc6, 0xb5]);
  writeFileSync(path, Buffer.concat([Buffer.from(`storage: { url: sqlite:${folder.path}/s.db }\n# `), name]));
  expect(await check(path)).toContain(`has left its address in ${folder.path}/s.db.address`);
});
