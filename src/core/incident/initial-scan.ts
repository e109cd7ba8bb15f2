import type { Policy } from '../rule/rule.ts';
import { SEVERITIES, type Severity } from '../severity.ts';

/** One rule and receiver that the initial scan of a target found jobs for, in the order of the decisions. */
export interface ScanFinding {
  rule: string;
  receiver: string;
  severity: Severity;
  /** False when `firstRun: silent` keeps it from the receiver. */
  isNotified: boolean;
}

/** An incident of an initial scan: what one rule, or a more severe one of the same receivers, found. */
export interface InitialScan {
  rule: string;
  severity: Severity;
  /** Whose findings are in it. */
  receivers: readonly string[];
  /** Those of them who get a mail. */
  notified: readonly string[];
}

/**
 * Splits the jobs of an initial scan into incidents. All jobs of one receiver are in one incident, that of its most
 * severe rule, so that it gets one mail. Teams with rules of their own have incidents of their own.
 */
export function planInitialScans(findings: readonly ScanFinding[]): readonly InitialScan[] {
  const leads = [...Map.groupBy(findings, ({ receiver }) => receiver)].map(([receiver, found]) => ({
    receiver,
    lead: found.toSorted((a, b) => rank(a.severity) - rank(b.severity))[0],
    isNotified: found.some(({ isNotified }) => isNotified),
  }));
  return [...Map.groupBy(leads, ({ lead }) => lead?.rule ?? '')].map(([rule, parts]) => ({
    rule,
    severity: parts[0]?.lead?.severity ?? 'info',
    receivers: parts.map(({ receiver }) => receiver),
    notified: parts.filter(({ isNotified }) => isNotified).map(({ receiver }) => receiver),
  }));
}

/** The group of a target's initial scan. Groups of rules are JSON arrays, so none is equal to it. */
export function initialScanKey(target: string): string {
  return JSON.stringify({ initialScan: target });
}

export function isInitialScan(groupKey: string): boolean {
  return groupKey.startsWith('{"initialScan":');
}

/** The rule's policy, but its mail gathers nothing more, and nobody is woken for what is old. */
export function initialScanPolicy(policy: Policy): Policy {
  return { ...policy, groupWait: 0, escalate: [] };
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
