import { bareLinks, members, parsed } from './shown-text.ts';
import type { ShownText, VendorReply, VendorRules } from './stand-in.ts';

/** An Alertmanager. It stores the valid alerts of a list, also where it answers 400 for another one. */
export function alertmanagerServer({ prefix = '' }: { prefix?: string } = {}): VendorRules {
  return ({ method, path, body }) => {
    if (method !== 'POST' || path !== `${prefix}/api/v2/alerts`)
      return { status: 404, body: '404 page not found' };
    const alerts = parsed(body);
    if (!Array.isArray(alerts)) return { status: 400, body: '"parsing alerts body failed"' };
    const valid = alerts.map(members).filter(isValid);
    const answer: VendorReply =
      valid.length === alerts.length
        ? { body: '' }
        : { status: 400, body: '"at least one label pair required"' };
    return valid.length === 0
      ? answer
      : { ...answer, took: { ...shownAlerts(valid), key: identityOf(valid) } };
  };
}

type Alert = Readonly<Record<string, unknown>>;

function isValid({ labels, startsAt, endsAt }: Alert): boolean {
  const names = Object.entries(members(labels)).filter(([, value]) => value !== '');
  const isNamed = names.every(([name, value]) => /^[a-zA-Z_]\w*$/.test(name) && typeof value === 'string');
  return names.length > 0 && isNamed && Date.parse(String(endsAt)) >= Date.parse(String(startsAt));
}

/** Alerts are the same where their labels are. */
function identityOf(alerts: readonly Alert[]): string {
  const identities = alerts.map(({ labels }) =>
    Object.entries(members(labels))
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .toSorted((a, b) => a.localeCompare(b))
      .join(),
  );
  return identities.join(' ');
}

function shownAlerts(alerts: readonly Alert[]): ShownText {
  const annotations = alerts.flatMap((alert) => Object.values(members(alert['annotations'])).map(String));
  const sources = alerts.map(({ generatorURL }) => generatorURL).filter((url) => typeof url === 'string');
  // An annotation that is a URL as a whole becomes a link.
  const whole = annotations.filter((text) => /^https?:\/\/\S+$/.test(text));
  const texts = annotations.filter((text) => !whole.includes(text)).join('\n');
  return { text: texts, links: [...sources, ...whole, ...bareLinks(texts)], mentions: [] };
}
