import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kubernetesFiles } from '../../../config/tooling/kubernetes/kubernetes-files.ts';
import { load } from '../config/config-text.ts';

const CONFIG = new URL('../../../config/', import.meta.url);
const shipped = (name: string) => readFileSync(new URL(name, CONFIG), 'utf8');
const commentsOf = (text: string) => text.match(/^ +#.*/gm)?.map((line) => line.trim());

describe('the PrometheusRule', () => {
  const rule = shipped('kubernetes/components/prometheus-operator/prometheus-rule.yaml');

  it('has the groups of rules.yml and no others', () => {
    expect(parse(rule).spec.groups).toEqual(parse(shipped('prometheus/rules.yml')).groups);
  });

  it('keeps the comments of the rules', () => {
    expect(commentsOf(rule)).toEqual(commentsOf(shipped('prometheus/rules.yml')));
  });
});

describe('the configuration of tke-oidc', () => {
  const text = shipped('kubernetes/components/tke-oidc/batchwatch.yaml');

  it('is that of the image but for the credentials', () => {
    const { credentials, ...rest } = parse(text);
    const { credentials: _fixed, ...image } = parse(shipped('batchwatch.yaml'));
    expect(rest).toEqual(image);
    expect(credentials).toEqual({ default: { source: 'tke-oidc' } });
  });

  it('needs no fixed key', () => {
    const env = {
      BATCHWATCH_BUCKET: 'examplebucket-1250000000',
      BATCHWATCH_REGION: 'ap-beijing',
      SMTP_HOST: 'smtp.example.com',
      SMTP_FROM: 'batchwatch@example.com',
      ALERT_TO: 'oncall@example.com',
    };
    expect(load(text, { env }).config.credentials).toMatchObject({ default: { source: 'tke-oidc' } });
  });
});

it('generated manifests are as `npm run generate` writes them', () => {
  for (const [name, text] of kubernetesFiles()) expect(shipped(`kubernetes/${name}`)).toBe(text);
});
