/** Returns in Chinese what makes an answer no page. What the answer itself holds is quoted as it is. */
export function malformedText(problem: string): string {
  for (const [pattern, write] of PATTERNS) {
    const match = pattern.exec(problem);
    if (match !== null) return write(...match.slice(1));
  }
  return problem;
}

const PATTERNS: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^there is no element in it$/u, () => '其中没有任何元素'],
  [/^text (.*) outside the root element$/su, (text = '') => `根元素之外有文本 ${text}`],
  [/^the markup (.*) is not a whole tag$/su, (markup = '') => `标记 ${markup} 不完整`],
  [/^(<\/.*>) where nothing was open$/su, (tag = '') => `${tag} 没有对应的开始标签`],
  [/^(<\/.*>) where (.*) was open$/su, (tag = '', open = '') => `应关闭 ${open}，却出现 ${tag}`],
  [/^a second root element (.*)$/su, (name = '') => `有第二个根元素 ${name}`],
  [/^elements stand in each other more than (\d+) deep$/u, (deep = '') => `元素嵌套超过 ${deep} 层`],
  [/^there are more than (\d+) elements in it$/u, (most = '') => `元素超过 ${most} 个`],
  [/^the element (.*) is not closed$/su, (name = '') => `元素 ${name} 没有关闭`],
  [/^a comment or CDATA section is not closed$/u, () => '注释或 CDATA 段没有关闭'],
  [/^the encoding (.*) is not UTF-8$/su, (encoding = '') => `编码 ${encoding} 不是 UTF-8`],
  [/^the root element (.*) holds text only$/su, (name = '') => `根元素 ${name} 中只有文本`],
  [/^the root element is (.*), not Response$/su, (name = '') => `根元素是 ${name}，而不是 Response`],
  [/^Response holds text where (\S+) was expected$/u, (rows = '') => `Response 中应为 ${rows}，却是文本`],
  [
    /^Response holds (.*) where (\S+) was expected$/su,
    (name = '', rows = '') => `Response 中应为 ${rows}，却是 ${name}`,
  ],
  [/^Response holds no (.*)$/su, (names = '') => `Response 中没有 ${names.replaceAll(', no ', '、')}`],
  [/^(\S+) is not one text$/u, (name = '') => `${name} 不是单个文本`],
  [/^(\S+) is longer than (\d+) KiB$/u, (name = '', most = '') => `${name} 超过 ${most} KiB`],
  [/^it is longer than (\d+) KiB$/u, (most = '') => `应答超过 ${most} KiB`],
  [/^a queue of the list has no id or no state$/u, () => '列表中有队列缺少 ID 或状态'],
];
