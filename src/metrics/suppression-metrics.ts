import { Counter, type Registry } from 'prom-client';
import { SUPPRESS_REASONS } from '../core/rule/decide.ts';
import { HOLD_REASONS, RATE_CAPPED } from '../core/incident/lifecycle.ts';

export interface SuppressionMetrics {
  suppressed(reason: string, count: number): void;
}

/** Registers the count of decisions that are suppressed or held, by reason. */
export function createSuppressionMetrics(registry: Registry): SuppressionMetrics {
  const suppressed = new Counter({
    name: 'batchwatch_notifications_suppressed_total',
    help: 'Decisions not to notify, for good or for now, by reason; `batchwatch explain` shows each.',
    registers: [registry],
    labelNames: ['reason'] as const,
  });
  for (const reason of new Set([...SUPPRESS_REASONS, ...HOLD_REASONS, RATE_CAPPED]))
    suppressed.inc({ reason }, 0);
  return { suppressed: (reason, count) => suppressed.inc({ reason }, count) };
}
