import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS | undefined>();

/** Whether the pattern is found in the text, in RE2's syntax and in linear time; undefined where RE2 refuses the pattern. */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern)?.test(text);
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
