import { alertKey } from '../../core/message/alert-key.ts';
import { endsAlert } from '../../core/message/ends-alert.ts';
import type { Message } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import { alertOf } from '../base/alert.ts';

/**
 * Writes the body of Alertmanager's webhook, version 4 (Prometheus documentation, "webhook_config"), with one alert: the
 * incident. It never leaves one out, so `truncatedAlerts` is 0: long texts are cut in its place.
 */
export function toAlertmanagerBody(
  message: Message,
  pages: VendorPages,
  status: 'firing' | 'resolved' = endsAlert(message) ? 'resolved' : 'firing',
): string {
  const key = alertKey(message);
  const { labels, annotations, startsAt, endsAt, generatorURL } = alertOf(message, pages);
  const alert = {
    status,
    labels,
    annotations,
    startsAt,
    endsAt: status === 'resolved' ? endsAt : '0001-01-01T00:00:00Z',
    generatorURL,
    fingerprint: key,
  };
  return JSON.stringify({
    version: '4',
    groupKey: `{}:{incident="${key}"}`,
    truncatedAlerts: 0,
    status,
    receiver: message.receiver,
    groupLabels: { incident: key },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: message.publicUrl,
    alerts: [alert],
  });
}
