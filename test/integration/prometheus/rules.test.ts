import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readAlerts } from '../../support/prometheus/rule-file.ts';
import { readRunbookSections } from '../../support/prometheus/runbook-sections.ts';

const RULE_TESTS = globSync(fileURLToPath(new URL('../../fixtures/prometheus/*.yml', import.meta.url)));
const alerts = readAlerts();

describe('each alert', () => {
  it.each(alerts.map((alert) => [alert.alert, alert] as const))(
    '%s has a severity, a summary, a description, and its section in the runbooks',
    (name, { labels, annotations }) => {
      expect(name).toMatch(/^Batchwatch([A-Z][a-z]+)+$/);
      expect(labels['severity']).toMatch(/^(critical|warning|none)$/);
      expect(annotations['summary']).toMatch(/\.$/);
      expect(annotations['description']).toMatch(/\.$/);
      const page = 'https://example.com/batchwatch/docs/runbooks.md';
      expect(annotations['runbook_url']).toBe(`${page}#${name.toLowerCase()}`);
      const section = readRunbookSections().get(name) ?? '';
      for (const part of ['**It means**', '**Look**', '**Do**']) expect(section).toContain(part);
    },
  );

  it.each(alerts.map(({ alert }) => alert))('%s is seen to fire, with its text, and not to fire', (name) => {
    const notified = RULE_TESTS.flatMap(expectations).filter(({ alertname }) => alertname === name);
    expect(notified.some(({ exp_alerts }) => exp_alerts.length > 0)).toBe(true);
    const alwaysFires = name === 'BatchwatchWatchdog';
    expect(notified.some(({ exp_alerts }) => exp_alerts.length === 0)).toBe(!alwaysFires);
  });

  it('has a name of its own, and no section is left over', () => {
    const names = alerts.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    expect([...readRunbookSections().keys()].toSorted()).toEqual(names.toSorted());
  });
});

const RuleTests = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z
        .array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).default([]) }))
        .default([]),
    }),
  ),
});

function expectations(file: string) {
  const { tests } = RuleTests.parse(parse(readFileSync(file, 'utf8')));
  return tests.flatMap(({ alert_rule_test }) => alert_rule_test);
}
