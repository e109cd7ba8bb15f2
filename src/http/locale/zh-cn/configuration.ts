import type { configuration as english } from '../en/configuration.ts';

export const configuration = {
  title: '配置',
  details: {
    version: '版本',
    revision: '修订',
    started: '启动时间',
    publicUrl: '访问地址',
    ready: '就绪',
  },
  ready: '是',
  effective: '生效配置',
  about: '程序当前使用的配置，包含默认值。所有密钥均已隐藏。',
  api: 'API 说明',
} satisfies typeof english;
