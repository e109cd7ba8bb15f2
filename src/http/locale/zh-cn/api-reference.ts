import type { apiReference as english } from '../en/api-reference.ts';

export const apiReference = {
  title: 'API',
  about:
    '程序可以发出的全部请求。示例中的 BATCHWATCH_TOKEN 是您的令牌；如果服务不要求身份验证，请去掉该请求头。各接口的说明为英文。',
  document: '供程序使用的版本：OpenAPI 3.1',
  parameters: '参数',
  body: '请求体（JSON）',
  answers: '应答',
  example: '示例',
  columns: { name: '名称', in: '位置', type: '类型', about: '含义' },
  required: '必填',
} satisfies typeof english;
