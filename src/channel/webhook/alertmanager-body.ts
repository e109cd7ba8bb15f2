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
  status: 'firing' | 'resolved' = message.kind === 'closing' ? 'resolved' : 'firing',
): string {
  const { labels, annotations, startsAt, endsAt, generatorURL } = alertOf(message, pages);
  const alert = {
    status,
    labels,
    annotations,
    startsAt,
    endsAt: status === 'resolved' ? endsAt : '0001-01-01T00:00:00Z',
    generatorURL,
    fingerprint: message.incident,
  };
  return JSON.stringify({
    version: '4',
    groupKey: `{}:{incident="${message.incident}"}`,
    truncatedAlerts: 0,
    status,
    receiver: message.receiver,
    groupLabels: { incident: message.incident },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: message.publicUrl,
    alerts: [alert],
  });
}
