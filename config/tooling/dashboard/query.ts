import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';

/** Whatever the reader chose at the top of the page. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** The targets that the reader chose; to stand between the braces of every selector with a label `target`. */
export const CHOSEN = 'target=~"$target"';

/** The channels that the reader chose; to stand between the braces of every selector with a label `channel`. */
export const CHOSEN_CHANNELS = 'channel=~"$channel"';

/** A query over time. @param legend may name labels, as in `{{reason}}` */
export function query(expr: string, legend: string): DataqueryBuilder {
  return new DataqueryBuilder().datasource(DATASOURCE).expr(expr).legendFormat(legend).range();
}

/** A query for the end of the chosen time only: a series that is gone is no longer shown with its last value. */
export function queryNow(expr: string): DataqueryBuilder {
  return new DataqueryBuilder().datasource(DATASOURCE).expr(expr).instant();
}

/** The same, each series a row of a table. */
export function queryRows(expr: string): DataqueryBuilder {
  return queryNow(expr).format(PromQueryFormat.Table);
}

/** `dividend / divisor`; nothing, where 0 / 0 would be drawn as NaN. */
export function ratio(dividend: string, divisor: string): string {
  return `${dividend} / (${divisor} > 0)`;
}

/** A quantile per series of `by`; nothing, not NaN, where nothing was observed. */
export function quantile(q: number, histogram: string, { selector = '', by = '' } = {}): string {
  const labels = by === '' ? 'le' : `le, ${by}`;
  const rate = `rate(${histogram}_bucket{${selector}}[$__rate_interval])`;
  return `histogram_quantile(${q}, sum by (${labels}) (${rate})) >= 0`;
}
