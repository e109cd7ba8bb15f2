import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { check, type CheckOptions } from '../../../src/cli/commands/check/check.ts';
import type { ChannelProbe, ProbeResult, Probes } from '../../../src/cli/commands/check/probe-all.ts';
import type { Tree } from '../config/config-text.ts';

/** Everybody answers. */
export const fine: Probes = {
  target: (_config, { name }) => Promise.resolve({ ok: true, detail: `${name} answered` }),
  store: () => Promise.resolve({ ok: true, detail: 'read' }),
  channel: () => serverSays({ ok: true, detail: 'logged in' }),
};

/** The verdict of a mail server. */
export function serverSays(server: ProbeResult, recipients: ChannelProbe['recipients'] = []) {
  return Promise.resolve({ server, recipients });
}

/** Runs the command over a configuration; its file is called c.yaml in the text. */
export async function runCheck(config: Tree, options: Partial<CheckOptions> = {}) {
  using directory = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
  const file = join(directory.path, 'c.yaml');
  writeFileSync(file, stringify(config));
  let text = '';
  const code = await check({
    config: file,
    online: false,
    store: false,
    json: false,
    isTerminal: false,
    env: {},
    now: Date.parse('2026-11-29T12:00:00Z'),
    write: (part) => {
      text += part;
    },
    probes: fine,
    ...options,
  });
  return { code, text: text.replaceAll(file, 'c.yaml') };
}
