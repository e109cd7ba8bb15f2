import { WATCHDOG } from '../../core/incident/self-check.ts';
import { isRemotePlainHttp } from '../../platform/values/urls.ts';
import { entries } from '../../platform/document/list-entries.ts';
import { isMapping, type Mapping } from '../../platform/document/mapping.ts';
import { suggest } from '../../platform/text/nearest.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import { valueAt } from '../../platform/document/value-at.ts';
import { parseDuration } from '../../platform/time.ts';

/** Checks what one expectation says of a target, of rules, and of its own spans. */
export function checkExpectation(root: unknown, path: Path, expected: Mapping): readonly Finding[] {
  const findings: Finding[] = [];
  const targets = entries(root, 'targets').map(([, { name }]) => name);
  const target = valueAt(expected, ['job', 'target']);
  if (typeof target === 'string' && !targets.includes(target)) {
    const known = targets.filter((name) => typeof name === 'string');
    findings.push({
      path: [...path, 'job', 'target'],
      message: 'is no target',
      hint: suggest(target, known),
    });
  }
  const rules = entries(root, 'rules').map(([, { name }]) => name);
  if (rules.includes(expected['name'])) {
    findings.push({ path: [...path, 'name'], message: 'is the name of a rule', hint: OTHER_NAME });
  }
  const { createdWithin, successWithin } = expected;
  const [created, success] = [createdWithin, successWithin].map((span) =>
    typeof span === 'string' ? parseDuration(span) : undefined,
  );
  if (created !== undefined && success !== undefined && success < created) {
    const hint = 'a job cannot succeed before it is created; both count from the schedule';
    findings.push({ path: [...path, 'successWithin'], message: 'is shorter than createdWithin', hint });
  }
  return findings;
}

/** Checks the ping, and that nothing else bears the watchdog's name. */
export function checkWatchdog(root: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const watchdog = valueAt(root, ['watchdog']);
  if (isMapping(watchdog)) {
    const { ping, allowHttp } = watchdog;
    if (typeof ping === 'string' && allowHttp !== true && isRemotePlainHttp(ping)) {
      findings.push({
        path: ['watchdog', 'ping'],
        message: 'is plain http to another machine',
        hint: 'use https, or set allowHttp: true beside it if the way there is safe',
      });
    }
  }
  for (const key of ['rules', 'expectations']) {
    for (const [path, { name }] of entries(root, key)) {
      if (name !== WATCHDOG) continue;
      findings.push({ path: [...path, 'name'], message: 'is taken by the watchdog', hint: OTHER_NAME });
    }
  }
  return findings;
}

const OTHER_NAME = 'incidents, silences and messages tell them apart by name: choose another one';
