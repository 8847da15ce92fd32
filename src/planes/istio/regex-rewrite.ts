import type { RE2JS } from 're2js';

/** `\1` is a group, `\0` the whole match, `\\` a backslash. */
function filled(template: string, groups: readonly (string | null)[]): string {
  return template.replace(/\\([0-9\\])/g, (_, of: string) => (of === '\\' ? '\\' : (groups[Number(of)] ?? '')));
}

/**
 * Every match replaced, as RE2::GlobalReplace does it: nothing is matched where the match before has ended.
 *
 * Source: https://github.com/google/re2/blob/main/re2/re2.cc
 */
export function globalReplace(pattern: RE2JS, text: string, template: string): string {
  const matcher = pattern.matcher(text);
  let result = '';
  let end = 0;
  let last = -1;
  while (matcher.find()) {
    const [from, to] = [matcher.start(), matcher.end()];
    if (from === to && from === last) continue;
    const groups = Array.from({ length: pattern.groupCount() + 1 }, (_, i) => matcher.group(i));
    result += text.slice(end, from) + filled(template, groups);
    end = to;
    last = to;
  }
  return result + text.slice(end);
}
