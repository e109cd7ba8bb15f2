import { execFile, spawnSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { readDashboardExpressions } from '../../support/prometheus/dashboard-expressions.ts';
import { ALERTMANAGER_CONFIG, PROMETHEUS_CONFIG, RULES } from '../../support/prometheus/rule-file.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const RULE_TESTS = globSync(fileURLToPath(new URL('../../fixtures/prometheus/*.yml', import.meta.url)));

describe('promtool', () => {
  it('takes the rules and the configuration', async () => {
    await promisify(execFile)('promtool', ['check', 'rules', '--lint-fatal', RULES]);
    await promisify(execFile)('promtool', ['check', 'config', '--lint-fatal', PROMETHEUS_CONFIG]);
  });

  it.each(RULE_TESTS.map((file) => [basename(file), file]))(
    'sees the alerts of %s fire, not fire, and survive gaps',
    async (_name, file) => {
      await promisify(execFile)('promtool', ['test', 'rules', file ?? '']);
    },
  );

  it('reads every expression of the dashboards', () => {
    using directory = new TemporaryDirectory();
    const expressions = readDashboardExpressions();
    const rules = expressions.map(({ expr }, index) => ({
      record: `panel:${index}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$target', 'media|archive'),
    }));
    const file = directory.file('rules.yml');
    writeFileSync(file, stringify({ groups: [{ name: 'dashboard', rules }] }));
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toContain(`${expressions.length} rules found`);
  });

  it('has nothing to say against a scrape, whatever the names of targets', async () => {
    await using temporary = new TemporaryStore();
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob()]));
    const metrics = createMetrics({
      store: temporary.store,
      targets: ['media', 'back\\slash', 'quo"te', 'new\nline', '{}=,', '批处理 🎬'],
      channels: ['email'],
      build: { version: '1.2.3', revision: 'abc', node: 'v24.0.0' },
      startedAt: 0,
    });
    const { body } = await metrics.render('prometheus');
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: body,
      encoding: 'utf8',
    });
    const complaints = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('batchwatch_'));
    expect(complaints).toEqual([]);
    // The runtime's own metrics have names that promtool frowns on (3); a text it cannot read is 1.
    expect([0, 3]).toContain(status);
  });
});

it('amtool takes the configuration of Alertmanager', async () => {
  await promisify(execFile)('amtool', ['check-config', ALERTMANAGER_CONFIG]);
});
