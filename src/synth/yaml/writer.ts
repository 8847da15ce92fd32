import type { Json } from '../../model/manifest.js';
import { NotJson } from './not-json.js';
import { keyColon, scalar } from './scalar.js';

type Fields = Readonly<Record<string, Json | undefined>>;

/** Whether an object has nothing to show. A Date or a Map has no fields either, and must not pass for `{}`. */
function isEmpty(value: Fields): boolean {
  for (const key of Object.keys(value)) if (value[key] !== undefined) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotJson(`a ${value.constructor?.name}`);
  return true;
}

function isObject(value: Json | undefined): value is Fields | readonly Json[] {
  return typeof value === 'object' && value !== null;
}

/**
 * Appends to one text, front to back, so that no part is put together twice. `indent` is that of the block's lines;
 * `lead` stands before its first line in place of it: nothing, when that line continues one with a dash.
 */
export class Writer {
  text = '';

  /** The fields of an object that have a value, a line or more each. */
  entries(fields: Fields, indent: string, lead = indent): void {
    let before = lead;
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      if (value === undefined) continue;
      try {
        this.entry(keyColon(key, indent), value, indent, before);
      } catch (error) {
        throw error instanceof NotJson ? error.below(key) : error;
      }
      before = indent;
    }
  }

  private entry(key: string, value: Json, indent: string, lead: string): void {
    if (!isObject(value)) {
      this.text += `${lead}${key} ${scalar(value, `${indent}  `)}\n`;
    } else if (Array.isArray(value)) {
      this.text += `${lead}${key}${value.length === 0 ? ' []' : ''}\n`;
      this.items(value, indent);
    } else if (isEmpty(value as Fields)) {
      this.text += `${lead}${key} {}\n`;
    } else {
      this.text += `${lead}${key}\n`;
      this.entries(value as Fields, `${indent}  `);
    }
  }

  private items(list: readonly Json[], indent: string, lead = indent): void {
    for (let i = 0; i < list.length; i++) {
      try {
        this.item(list[i], indent, i === 0 ? lead : indent);
      } catch (error) {
        throw error instanceof NotJson ? error.below(i) : error;
      }
    }
  }

  private item(value: Json | undefined, indent: string, lead: string): void {
    const inside = `${indent}  `;
    if (!isObject(value)) {
      this.text += `${lead}- ${scalar(value, inside)}\n`;
    } else if (Array.isArray(value)) {
      this.text += value.length === 0 ? `${lead}- []\n` : `${lead}- `;
      this.items(value, inside, '');
    } else if (isEmpty(value as Fields)) {
      this.text += `${lead}- {}\n`;
    } else {
      this.text += `${lead}- `;
      this.entries(value as Fields, inside, '');
    }
  }
}
