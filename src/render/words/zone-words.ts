import type { Language } from '../../core/message/message.ts';

/** Returns what people call an IANA zone. */
export function zoneWord(timezone: string, language: Language = 'en'): string {
  return language === 'zh-CN' && BEIJING_TIME.has(timezone) ? '北京时间' : timezone;
}

/** Names of the zone that all of China calls the same. */
const BEIJING_TIME: ReadonlySet<string> = new Set(['Asia/Shanghai', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']);
