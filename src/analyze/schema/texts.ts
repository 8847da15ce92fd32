import { count, type Faults, quote } from './fault.js';
import { hasFormat } from './formats.js';
import { matchesPattern } from './pattern.js';
import type { Schema } from './schema.js';

/** Lengths are counted in code points. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      length--;
      i++;
    }
  }
  return length;
}

export function checkText(schema: Schema, text: string, faults: Faults): void {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
  const length = lengthOf(text);
  if (length < minLength) {
    const seen = length === 0 ? 'is empty' : `has ${count(length, 'character')}`;
    faults.add('minLength', `${seen}; it needs ${count(minLength, 'character')} or more.`, 'Write a longer text.');
  }
  if (length > maxLength) {
    const allowed = `${count(maxLength, 'character')} or less ${maxLength === 1 ? 'is' : 'are'} allowed`;
    faults.add('maxLength', `has ${count(length, 'character')}; ${allowed}.`, 'Write a shorter text.');
  }
  if (pattern !== undefined) checkPattern(pattern, text, faults);
  if (format !== undefined && hasFormat(format, text) === false) {
    faults.add('format', `is ${quote(text)}, which is no ${format}.`, `Write a valid ${format}.`);
  }
}

function checkPattern(pattern: string, text: string, faults: Faults): void {
  const matches = matchesPattern(pattern, text);
  if (matches === undefined) {
    faults.add(
      'pattern',
      `cannot be checked: the schema's pattern ${pattern} is no RE2.`,
      'Mend the schema.',
      'warning',
    );
  } else if (!matches) {
    faults.add('pattern', `is ${quote(text)}; the pattern ${pattern} must match.`, 'Write a text that matches.');
  }
}
