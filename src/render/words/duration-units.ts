import type { DurationUnit } from '../../platform/time.ts';
import type { Language } from '../../core/message/message.ts';

/** The units in which spans are written. */
export const DURATION_UNITS: Readonly<Record<Language, Readonly<Record<DurationUnit, string>>>> = {
  en: { d: 'd', h: 'h', min: 'min', s: 's' },
  'zh-CN': { d: '天', h: '小时', min: '分钟', s: '秒' },
};
