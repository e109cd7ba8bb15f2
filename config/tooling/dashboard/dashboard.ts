import {
  ConstantVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { api } from './api.ts';
import { broken } from './broken.ts';
import { delivery } from './delivery.ts';
import { jobs } from './jobs.ts';
import { layout } from './layout.ts';
import { overview } from './overview.ts';
import { processSection } from './process.ts';
import { DATASOURCE } from './query.ts';
import { RUNBOOKS } from './runbook.ts';

/** The dashboard, in the layout of files that Grafana reads since version 9 (not the new `v2`). */
export function batchwatchDashboard(): Dashboard {
  const frame = new DashboardBuilder('Batchwatch')
    .uid('batchwatch')
    .description('Batch jobs of Tencent Cloud CI, and the Batchwatch that watches them.')
    .tags(['batchwatch'])
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([
      new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
      choice({ name: 'target', label: 'Target', query: 'label_values(batchwatch_target_up, target)' }),
      choice({
        name: 'channel',
        label: 'Channel',
        query: 'label_values(batchwatch_outbox_entries, channel)',
      }),
      new ConstantVariableBuilder('runbooks')
        .description('Where the runbook of the alerts stands: docs/runbooks.md, or a copy of your own.')
        .value(RUNBOOKS),
    ])
    .link(
      new DashboardLinkBuilder('Runbook')
        .type(DashboardLinkType.Link)
        .url('${runbooks:raw}')
        .targetBlank(true),
    )
    .build();
  return { ...frame, panels: layout([overview, broken, jobs, api, delivery, processSection]) };
}

/** One or several values of a label, all of them at first. */
function choice({ name, label, query }: { name: string; label: string; query: string }) {
  return (
    new QueryVariableBuilder(name)
      .label(label)
      .datasource(DATASOURCE)
      .query(query)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      // oxlint-disable-next-line unicorn/no-array-sort -- no array: how the choice is sorted
      .sort(VariableSort.AlphabeticalAsc)
      .multi(true)
      .includeAll(true)
      .allValue('.*')
      .current({ selected: true, text: ['All'], value: ['$__all'] })
  );
}
