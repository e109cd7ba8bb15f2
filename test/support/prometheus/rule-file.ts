import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

export const PROMETHEUS_CONFIG = fileURLToPath(
  new URL('../../../config/prometheus/prometheus.yml', import.meta.url),
);
export const ALERTMANAGER_CONFIG = fileURLToPath(
  new URL('../../../config/alertmanager/alertmanager.yml', import.meta.url),
);
export const RULES = fileURLToPath(new URL('../../../config/prometheus/rules.yml', import.meta.url));

const Alert = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
});
const RuleFile = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(Alert) })),
});

export type RuleFile = z.infer<typeof RuleFile>;
export type Alert = z.infer<typeof Alert>;

/** The shipped rules, as they stand. */
export function readRules(): RuleFile {
  return RuleFile.parse(parse(readFileSync(RULES, 'utf8')));
}

/** The alerts of all groups. */
export function readAlerts(): Alert[] {
  return readRules().groups.flatMap(({ rules }) => rules);
}
