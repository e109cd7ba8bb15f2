import { toLocalTime } from '../../platform/local-time.ts';
import { DAY, formatLocal, HOUR, MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import type { Words } from '../locale/en.ts';

/** `09:15:02`, where its day goes without saying; `2026-11-22 09:15:02` when that is a day and more before `now`. */
export function rowInstant(instant: Instant, { timezone, now }: { timezone: string; now: Instant }): string {
  const local = formatLocal(instant, timezone);
  return Math.abs(now - instant) < DAY ? local.replace(/^.* /, '') : local;
}

/** The zone of a mail's times, and how far it was from UTC at `instant`: `Asia/Shanghai (UTC+08:00)`. */
export function messageZone(instant: Instant, timezone: string, words: Words): string {
  if (isUtc(timezone)) return 'UTC';
  return words.zone(timezone, formatOffset(toLocalTime(instant, timezone) - instant));
}

function formatOffset(offset: Duration): string {
  const [hours, minutes] = [Math.abs(offset) / HOUR, (Math.abs(offset) % HOUR) / MINUTE].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  );
  return `${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}

const UTC_NAMES = new Set(['utc', 'etc/utc', 'uct', 'etc/uct', 'zulu', 'etc/zulu']);

function isUtc(timezone: string): boolean {
  return UTC_NAMES.has(timezone.toLowerCase());
}
