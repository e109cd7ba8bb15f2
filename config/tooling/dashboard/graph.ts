import {
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { STATE_COLORS } from './colors.ts';
import { DATASOURCE } from './query.ts';
import { runbook, type Alert } from './runbook.ts';

/** Values over time, as lines; the legend tells the last and the highest. */
export function graph(options: {
  title: string;
  description: string;
  unit: string;
  queries: readonly DataqueryBuilder[];
  alerts?: readonly Alert[];
}): PanelBuilder {
  return new PanelBuilder()
    .title(options.title)
    .description(options.description)
    .datasource(DATASOURCE)
    .unit(options.unit)
    .axisSoftMin(0)
    .noValue('none')
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Auto)
    .legend(LEGEND)
    .tooltip(TOOLTIP)
    .targets(options.queries.map((each, index) => each.refId(String.fromCodePoint(65 + index))))
    .links((options.alerts ?? []).map(runbook));
}

/** The same as areas on top of each other: for parts of a whole. */
export function stack(options: Parameters<typeof graph>[0]): PanelBuilder {
  return graph(options)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .fillOpacity(60)
    .lineWidth(0);
}

/** The same as bars: for what happened in each span of time. */
export function bars(options: Parameters<typeof graph>[0]): PanelBuilder {
  return stack(options).drawStyle(GraphDrawStyle.Bars).fillOpacity(80);
}

/** Gives each series that is named like a state its colour. */
export function byState(panel: PanelBuilder): PanelBuilder {
  for (const [state, fixedColor] of Object.entries(STATE_COLORS)) {
    panel.overrideByName(state, [{ id: 'color', value: { mode: 'fixed', fixedColor } }]);
  }
  return panel;
}

const LEGEND = new VizLegendOptionsBuilder()
  .showLegend(true)
  .displayMode(LegendDisplayMode.Table)
  .placement(LegendPlacement.Bottom)
  .calcs(['lastNotNull', 'max']);

const TOOLTIP = new VizTooltipOptionsBuilder()
  .mode(TooltipDisplayMode.Multi)
  // oxlint-disable-next-line unicorn/no-array-sort -- no array: how the tooltip sorts
  .sort(SortOrder.Descending);
