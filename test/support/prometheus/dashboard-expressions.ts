import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const GRAFANA = fileURLToPath(new URL('../../../config/grafana', import.meta.url));

const Panel = z.object({
  title: z.string().default(''),
  targets: z.array(z.object({ expr: z.string().optional() })).default([]),
  get panels() {
    return z.array(Panel).default([]);
  },
});
type Panel = z.infer<typeof Panel>;

const Query = z.union([z.string(), z.object({ query: z.string() }).transform(({ query }) => query)]);
const Variable = z.object({ name: z.string(), type: z.string(), query: Query.optional() });
const Dashboard = z.object({
  panels: z.array(Panel),
  templating: z.object({ list: z.array(Variable).default([]) }).default({ list: [] }),
  annotations: z
    .object({ list: z.array(z.object({ name: z.string(), expr: z.string().optional() })).default([]) })
    .default({ list: [] }),
});

/** Every PromQL expression of the shipped dashboards, with where it stands. */
export function readDashboardExpressions(): { place: string; expr: string }[] {
  return globSync(`${GRAFANA}/**/*.json`).flatMap((file) => {
    const { panels, templating, annotations } = Dashboard.parse(JSON.parse(readFileSync(file, 'utf8')));
    const found = [
      ...panels.flatMap(ofPanel),
      ...templating.list.flatMap(ofVariable),
      ...annotations.list.flatMap(({ name, expr }) => (expr === undefined ? [] : [{ place: name, expr }])),
    ];
    return found.map(({ place, expr }) => ({ place: `${basename(file)}, ${place}`, expr }));
  });
}

function ofPanel({ title, targets, panels }: Panel): { place: string; expr: string }[] {
  const own = targets.flatMap(({ expr }) => (expr === undefined ? [] : [{ place: title, expr }]));
  return [...own, ...panels.flatMap(ofPanel)];
}

/** `label_values(metric, label)` asks for the metric, grouped by the label. */
function ofVariable({ name, type, query }: z.infer<typeof Variable>): { place: string; expr: string }[] {
  if (type !== 'query' || query === undefined) return [];
  const [, metric, label] = /^label_values\((.+),\s*(\w+)\)$/.exec(query) ?? [];
  const expr = metric === undefined || label === undefined ? query : `count by (${label}) (${metric})`;
  return [{ place: `variable ${name}`, expr }];
}
