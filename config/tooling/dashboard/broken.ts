import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Section } from './layout.ts';
import { CHOSEN, DATASOURCE, query, queryRows } from './query.ts';
import { runbook } from './runbook.ts';

const alerts = new TableBuilder()
  .title('Alerts now')
  .description('Alerts of the shipped rules that fire or are about to. Each has a section in the runbook.')
  .datasource(DATASOURCE)
  .unit('none')
  .noValue('none')
  .links([runbook('Watchdog')])
  .withTarget(queryRows('ALERTS{alertname=~"Batchwatch.+", alertname!="BatchwatchWatchdog"}').refId('A'))
  .withTransformation({
    id: 'organize',
    options: {
      excludeByName: { Time: true, Value: true, __name__: true, instance: true, job: true },
      indexByName: { alertname: 0, alertstate: 1, severity: 2, target: 3 },
    },
  });

const completeness = new StateTimelineBuilder()
  .title('Polls by target')
  .description('Whether the last poll of the target was complete. A gap: no metrics were read.')
  .datasource(DATASOURCE)
  .unit('none')
  .noValue('no data')
  .links([runbook('PollFailing')])
  .mappings([
    {
      type: MappingType.ValueToText,
      options: {
        '0': { text: 'failing', color: 'red', index: 0 },
        '1': { text: 'complete', color: 'green', index: 1 },
      },
    },
  ])
  .showValue(VisibilityMode.Never)
  .withTarget(query(`max by (target) (batchwatch_target_up{${CHOSEN}})`, '{{target}}').refId('A'));

export const broken: Section = {
  title: 'What is broken now?',
  height: 7,
  rows: [[alerts, completeness]],
};
