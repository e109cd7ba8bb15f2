import type { Language } from '../../core/message/message.ts';
import type { Severity } from '../../core/severity.ts';

/** Returns what people call a severity. English has the configuration's own words. */
export function severityWord(severity: Severity, language: Language = 'en'): string {
  return language === 'zh-CN' ? CHINESE[severity] : severity;
}

const CHINESE: Readonly<Record<Severity, string>> = { critical: '严重', warning: '警告', info: '提示' };
