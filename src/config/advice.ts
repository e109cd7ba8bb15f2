import type { Finding } from './problem.ts';
import type { Config } from './schema.ts';
import { adviseCoverage } from './coverage-advice.ts';
import { adviseSmtp } from './smtp-advice.ts';
import { isLoopbackHost } from './urls.ts';

/** What is allowed and yet unwise in a valid configuration; the program starts and says so. */
export function advise(config: Config): readonly Finding[] {
  const findings: Finding[] = [
    ...adviseServer(config),
    ...adviseSmtp(config),
    ...adviseSpans(config),
    ...adviseCoverage(config),
  ];
  const { receivers, rules } = config;
  if (receivers.length === 0) {
    findings.push({ path: ['receivers'], message: 'is empty: nobody is told', hint: 'add a receiver' });
  }
  const told = new Set(rules.flatMap(receiversOf));
  for (const [index, { name }] of receivers.entries()) {
    if (told.has(name)) continue;
    findings.push({ path: ['receivers', index], message: 'is in no rule and is never told' });
  }
  return findings;
}

function receiversOf({ receivers, escalate, owner }: Config['rules'][number]): readonly string[] {
  const escalated = escalate.flatMap((step) => step.receivers);
  return [...receivers, ...escalated, ...Object.values(owner?.receivers ?? {})];
}

function adviseServer({ server }: Config): readonly Finding[] {
  const { auth, listen, publicUrl, tls } = server;
  const isPublishedPlain = publicUrl.startsWith('http:');
  if (tls !== undefined) {
    if (!isPublishedPlain) return [];
    const message = 'begins with http:, but server.tls serves https';
    return [{ path: ['server', 'publicUrl'], message, hint: 'write https:// in it, or links lead nowhere' }];
  }
  const hasSecrets = auth !== undefined && auth.basic.length + auth.bearer.length > 0;
  if (!hasSecrets || !isPublishedPlain || isLoopbackHost(listen.host)) return [];
  return [
    {
      path: ['server', 'auth'],
      message: 'lets passwords and tokens travel unencrypted',
      hint: 'set server.tls, or put a proxy with https before it and write its URL as server.publicUrl',
    },
  ];
}

/**
 * Spans that do not fit together: with `overlap` > `lookback` the second window reaches further back than the
 * first, and what it finds there is told as new; with `lookback` > `followFor` a job inside the window is
 * already given up; with `lookback` > `retention` jobs are kept longer than asked for.
 */
function adviseSpans({ targets, storage }: Config): readonly Finding[] {
  return targets.flatMap(({ overlap, lookback, followFor }, index) => {
    const findings: Finding[] = [];
    const at = (key: string) => ['targets', index, key];
    if (overlap > lookback) {
      findings.push({
        path: at('overlap'),
        message: 'is longer than lookback',
        hint: 'jobs between the two are told as new; lengthen lookback or shorten overlap',
      });
    }
    if (lookback > followFor) {
      findings.push({
        path: at('followFor'),
        message: 'is shorter than lookback',
        hint: 'make followFor at least as long as lookback',
      });
    }
    if (lookback > storage.retention) {
      findings.push({
        path: at('lookback'),
        message: 'is longer than storage.retention',
        hint: 'jobs are kept until no window can list them; lengthen storage.retention',
      });
    }
    return findings;
  });
}
