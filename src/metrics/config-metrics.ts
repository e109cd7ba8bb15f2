import { Gauge, type Registry } from 'prom-client';
import { SECOND, type Instant } from '../platform/time.ts';

/** The series about the configuration in use. */
export interface ConfigMetrics {
  /** A configuration took effect. */
  loaded(at: Instant): void;
  /** A newer one could not; the one before stays in use. */
  refused(): void;
}

export function createConfigMetrics(registry: Registry, startedAt: Instant): ConfigMetrics {
  const registers = [registry];
  const success = new Gauge({
    name: 'batchwatch_config_last_reload_success',
    help: 'Whether the configuration as last read is in use; 0: it was refused, and the one before still is.',
    registers,
  });
  const at = new Gauge({
    name: 'batchwatch_config_last_reload_success_timestamp_seconds',
    help: 'When the configuration in use took effect.',
    registers,
  });
  const loaded = (instant: Instant) => {
    success.set(1);
    at.set(instant / SECOND);
  };
  loaded(startedAt);
  return { loaded, refused: () => success.set(0) };
}
