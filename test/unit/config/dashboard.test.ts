import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ALERTS } from '../../../config/tooling/dashboard/runbook.ts';
import { OwnLeases } from '../../../src/lease/own-leases.ts';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { readMetrics } from '../../support/process/read-metrics.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const FILE = new URL('../../../config/grafana/dashboards/batchwatch.json', import.meta.url);

const place = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const datasource = z.object({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const rowSchema = z.object({ type: z.literal('row'), id: z.number(), title: z.string(), gridPos: place });
const panelSchema = z.object({
  type: z.enum(['stat', 'table', 'state-timeline', 'timeseries']),
  id: z.number(),
  title: z.string().min(1),
  description: z.string().min(10),
  datasource,
  gridPos: place,
  links: z.array(z.object({ title: z.string(), url: z.string() })).default([]),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string().min(1) }) }),
  targets: z.array(
    z.object({ datasource, expr: z.string(), refId: z.string(), legendFormat: z.string().optional() }),
  ),
});
const dashboard = z
  .object({
    uid: z.literal('batchwatch'),
    templating: z.object({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }),
    panels: z.array(z.discriminatedUnion('type', [rowSchema, panelSchema])),
  })
  .parse(JSON.parse(readFileSync(FILE, 'utf8')));
const panels = dashboard.panels.filter((panel) => panel.type !== 'row');
const expressions = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

describe('the dashboard', () => {
  it('numbers its panels', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(ids).toEqual([...ids.keys()].map((index) => index + 1));
  });

  it('begins with big numbers', () => {
    const [heading, ...top] = dashboard.panels.slice(0, 9);
    expect(heading?.type).toBe('row');
    expect(top.map(({ type }) => type)).toEqual(top.map(() => 'stat'));
    expect(top.reduce((sum, { gridPos }) => sum + gridPos.w, 0)).toBe(24);
  });

  it('has no two panels at one place, and none beyond the page', () => {
    const taken = new Map<string, string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.get(`${x} ${y}`), title).toBeUndefined();
          taken.set(`${x} ${y}`, title);
        }
      }
    }
  });

  it('lets the reader choose the data source, the targets and the channels, and a team its copy of the runbook', () => {
    expect(dashboard.templating.list).toMatchObject([
      { name: 'datasource', type: 'datasource', query: 'prometheus' },
      { name: 'target', type: 'query', multi: true, includeAll: true },
      { name: 'channel', type: 'query', multi: true, includeAll: true },
      { name: 'runbooks', type: 'constant', query: expect.stringMatching(/^https:.*\/runbooks\.md$/) },
    ]);
  });

  it('uses no variable that it does not have', () => {
    const used = readFileSync(FILE, 'utf8').matchAll(/\$\{?(\w+)/g);
    const known = ['datasource', 'target', 'channel', 'runbooks', '__rate_interval', '__all'];
    expect([...new Set([...used].map(([, name]) => name ?? ''))].toSorted()).toEqual(known.toSorted());
  });

  it('links each alert to its section of the runbook', () => {
    const urls = new Set(panels.flatMap(({ links }) => links.map(({ url }) => url)));
    expect([...urls].toSorted()).toEqual(
      ALERTS.map((name) => `\${runbooks:raw}#batchwatch${name.toLowerCase()}`).toSorted(),
    );
  });
});

const RULES = new URL('../../../config/prometheus/rules.yml', import.meta.url);

it('the dashboard knows the alerts of the shipped rules', () => {
  const alerts = [...readFileSync(RULES, 'utf8').matchAll(/^ *- alert: (\w+)$/gm)].map(([, name]) => name);
  expect(new Set(alerts)).toEqual(new Set(ALERTS.map((name) => `Batchwatch${name}`)));
});

describe.each(expressions)('$title: $expr', ({ expr }) => {
  it('takes rates over the span that fits the page', () => {
    for (const [, span] of expr.matchAll(/\[(.+?)\]/g)) expect(['$__rate_interval', '1h']).toContain(span);
  });

  it('follows the choice of targets, where its metric is of a target', () => {
    for (const [, name = '', selector = ''] of expr.matchAll(/\b(batchwatch_\w+)(?:\{(.*?)\})?/g)) {
      if (name === 'batchwatch_build_info' || /outbox|notification|delivery|store|lease/.test(name)) continue;
      expect(selector, name).toContain('target=~"$target"');
    }
  });

  it('divides by nothing that may be 0', () => {
    for (const [, divisor = ''] of expr.matchAll(/ \/ (.*)$/g)) expect(divisor).toMatch(/> 0\)$/);
    if (expr.includes('histogram_quantile')) expect(expr).toMatch(/>= 0$/);
  });
});

it('every metric on the dashboard is one that the program has', async () => {
  await using temporary = new TemporaryStore();
  const leases = new OwnLeases(systemClock, 'one');
  leases.get('engine');
  const metrics = createMetrics({
    store: temporary.store,
    leases,
    targets: ['media'],
    channels: ['email'],
    build: { version: '1.2.3', revision: 'abc', node: 'v24.0.0' },
    startedAt: 0,
  });
  const known = readMetrics((await metrics.render('prometheus')).body);
  const names = expressions.flatMap(({ expr }) => expr.match(/\b(batchwatch|process|nodejs)_\w+/g) ?? []);
  const unknown = names.filter((name) => !known.has(name) && known.get(base(name))?.type !== 'histogram');
  expect(unknown).toEqual([]);
  expect(new Set(names.map(base)).size).toBeGreaterThan(20);
});

const base = (name: string) => name.replace(/_bucket$/, '');
