import type { ConfigurationWords } from '../../pages/configuration-words.ts';

export const configuration: ConfigurationWords = { title: '配置' };
