import {
  BigValueColorMode,
  BigValueGraphMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { MappingType, SpecialValueMatch, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { thresholds, type Limits } from './colors.ts';
import { DATASOURCE, queryNow } from './query.ts';
import { runbook, type Alert } from './runbook.ts';

/** One big number: green is well, red wants somebody. */
export function stat(options: {
  title: string;
  description: string;
  expr: string;
  unit: string;
  limits: Limits;
  alerts: readonly Alert[];
  mappings?: readonly ValueMapping[];
}): PanelBuilder {
  return new PanelBuilder()
    .title(options.title)
    .description(options.description)
    .datasource(DATASOURCE)
    .links(options.alerts.map(runbook))
    .withTarget(queryNow(options.expr).refId('A'))
    .unit(options.unit)
    .thresholds(thresholds(options.limits))
    .mappings([NO_DATA, ...(options.mappings ?? [])])
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['last']))
    .colorMode(BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None);
}

/** Without this, the absence of an answer would be as green as a good one. */
const NO_DATA: ValueMapping = {
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.NullAndNan, result: { text: 'no data', color: 'purple' } },
};

/** The age of a time that is 0 before the first: some fifty years. */
export const NEVER: ValueMapping = {
  type: MappingType.RangeToText,
  options: { from: 1e9, to: null, result: { text: 'never', color: 'red' } },
};
