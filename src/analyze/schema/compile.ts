import type { Json } from '../../model/manifest.js';
import { Faults } from './fault.js';
import { hasFormat } from './formats.js';
import { duplicates } from './lists.js';
import { normalised } from './normal.js';
import { fitsFormat, isMultiple } from './numbers.js';
import { matchesPattern } from './pattern.js';
import type { Schema } from './schema.js';
import { checkStructure } from './structure.js';
import { lengthOf } from './texts.js';

type Test = (value: never) => boolean;

const isFull = (schema: Schema, value: Json): boolean => {
  const faults = new Faults();
  checkStructure(schema, normalised(schema, value), faults);
  return faults.found.length === 0;
};

/** Words that look at an object as a whole, with the fields that defaults add. */
const whole = ['allOf', 'anyOf', 'oneOf', 'not', 'minProperties', 'maxProperties'] as const;

/** Whether a default stands anywhere in the schema; what is below a field may then depend on what was left out. */
export function hasDefault(schema: Schema, above: readonly Schema[] = []): boolean {
  if (schema.default !== undefined) return true;
  if (above.includes(schema)) return false;
  const inside = [...above, schema];
  const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  return inner.some(part => typeof part === 'object' && hasDefault(part, inside));
}

/**
 * Writes a function that says of most sound values, and of no others, that they are sound: a value that it does not
 * accept is looked at again by the walk that finds faults. Most values are sound, and this is many times faster.
 */
class Writer {
  readonly tests: Test[] = [];
  readonly functions: string[] = [];
  readonly #names = { open: new Map<Schema, string>(), closed: new Map<Schema, string>() };

  /** An expression that holds where `x` is sound. `open`: the schema only adds to one that says the fields. */
  expression(schema: Schema, x: string, open: boolean): string {
    const parts = [this.#own(schema, x, open), ...this.#combinations(schema, x)].filter(part => part !== 'true');
    const whole = parts.length > 0 ? parts.join(' && ') : 'true';
    return schema.nullable ? `(${x} === null || ${whole})` : `(${whole})`;
  }

  #test(test: Test): string {
    this.tests.push(test);
    return `t[${this.tests.length - 1}]`;
  }

  #own(schema: Schema, x: string, open: boolean): string {
    if (schema['x-kubernetes-int-or-string']) {
      return `(typeof ${x} === 'string' ? ${this.#text(schema, x)} : Number.isInteger(${x}) && ${this.#number(schema, x)})`;
    }
    const { enum: allowed } = schema;
    const inEnum = allowed ? ` && ${this.#test((value: Json) => allowed.includes(value))}(${x})` : '';
    switch (schema.type) {
      case 'string':
        return `typeof ${x} === 'string' && ${this.#text(schema, x)}${inEnum}`;
      case 'integer':
        return `Number.isInteger(${x}) && ${this.#number(schema, x)}${inEnum}`;
      case 'number':
        return `typeof ${x} === 'number' && ${this.#number(schema, x)}${inEnum}`;
      case 'boolean':
        return `typeof ${x} === 'boolean'${inEnum}`;
      default:
        return `${this.#function(schema, open)}(${x})${inEnum}`;
    }
  }

  #text(schema: Schema, x: string): string {
    const { pattern, format, minLength = 0, maxLength } = schema;
    const parts: string[] = [];
    if (minLength === 1) parts.push(`${x} !== ''`);
    else if (minLength > 1) parts.push(`${this.#test((text: string) => lengthOf(text) >= minLength)}(${x})`);
    if (maxLength !== undefined) {
      parts.push(`(${x}.length <= ${maxLength} || ${this.#test((text: string) => lengthOf(text) <= maxLength)}(${x}))`);
    }
    if (pattern !== undefined)
      parts.push(`${this.#test((text: string) => matchesPattern(pattern, text) === true)}(${x})`);
    if (format !== undefined) parts.push(`${this.#test((text: string) => hasFormat(format, text) !== false)}(${x})`);
    return parts.length > 0 ? parts.join(' && ') : 'true';
  }

  #number(schema: Schema, x: string): string {
    const { minimum, maximum, multipleOf, format } = schema;
    const parts: string[] = [];
    if (minimum !== undefined) parts.push(`${x} ${schema.exclusiveMinimum ? '>' : '>='} ${minimum}`);
    if (maximum !== undefined) parts.push(`${x} ${schema.exclusiveMaximum ? '<' : '<='} ${maximum}`);
    if (multipleOf !== undefined) parts.push(`${this.#test((value: number) => isMultiple(value, multipleOf))}(${x})`);
    if (format === 'int32') parts.push(`${x} >= -2147483648 && ${x} <= 2147483647`);
    else if (format !== undefined) parts.push(`${this.#test((value: number) => fitsFormat(format, value))}(${x})`);
    return parts.length > 0 ? parts.join(' && ') : 'true';
  }

  #combinations(schema: Schema, x: string): readonly string[] {
    const { allOf = [], anyOf, oneOf, not } = schema;
    // What the walk sees has its defaults, so here they must be there too.
    if (this.#needsDefaults(schema)) return [`${this.#test((value: Json) => isFull(schema, value))}(${x})`];
    const each = (parts: readonly Schema[]): readonly string[] => parts.map(part => this.expression(part, x, true));
    const parts = [...each(allOf)];
    if (anyOf) parts.push(`(${each(anyOf).join(' || ')})`);
    if (oneOf) parts.push(`(0 + ${each(oneOf).join(' + ')}) === 1`);
    if (not) parts.push(`!${this.expression(not, x, true)}`);
    return parts;
  }

  #needsDefaults(schema: Schema): boolean {
    return whole.some(word => schema[word] !== undefined) && hasDefault(schema);
  }

  #function(schema: Schema, open: boolean): string {
    const names = open ? this.#names.open : this.#names.closed;
    const known = names.get(schema);
    if (known) return known;
    const name = `${open ? 'o' : 'c'}${names.size}`;
    names.set(schema, name);
    const { type } = schema;
    const list = this.#list(schema, open);
    const object = this.#object(schema, open);
    const body = [
      `if (Array.isArray(v)) { ${type === 'object' ? 'return false;' : list} }`,
      `if (typeof v === 'object' && v !== null) { ${type === 'array' ? 'return false;' : object} }`,
      `return ${type === undefined ? `v !== null && ${this.#loose(schema)}` : 'false'};`,
    ];
    this.functions.push(`function ${name}(v) { ${body.join('\n')} }`);
    return name;
  }

  /** A schema without a type says something of texts and of numbers at once. */
  #loose(schema: Schema): string {
    return `(typeof v === 'string' ? ${this.#text(schema, 'v')} : typeof v === 'number' ? ${this.#number(schema, 'v')} : true)`;
  }

  #list(schema: Schema, open: boolean): string {
    const { items, minItems = 0, maxItems } = schema;
    const lines: string[] = [];
    if (minItems > 0) lines.push(`if (v.length < ${minItems}) return false;`);
    if (maxItems !== undefined) lines.push(`if (v.length > ${maxItems}) return false;`);
    if (schema.uniqueItems || ['map', 'set'].includes(schema['x-kubernetes-list-type'] ?? '')) {
      const test = this.#test((list: readonly Json[]) => {
        const full = normalised(schema, list) as readonly Json[];
        return duplicates(schema, full).length === 0;
      });
      lines.push(`if (v.length > 1 && !${test}(v)) return false;`);
    }
    if (items) lines.push(`for (const x of v) if (!${this.expression(items, 'x', open)}) return false;`);
    return `${lines.join(' ')} return true;`;
  }

  #object(schema: Schema, open: boolean): string {
    const { properties = {}, additionalProperties, minProperties = 0, maxProperties } = schema;
    const isOpen = open || schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
    const cases = Object.entries(properties).map(([name, field]) => {
      return `case ${JSON.stringify(name)}: if (!${this.expression(field, 'x', open)}) return false; break;`;
    });
    const rest =
      typeof additionalProperties === 'object'
        ? `if (!${this.expression(additionalProperties, 'x', open)}) return false;`
        : isOpen
          ? ''
          : 'return false;';
    const lines = [`let n = 0; for (const k in v) { const x = v[k]; if (x === undefined) continue; n++;`];
    lines.push(cases.length > 0 ? `switch (k) { ${cases.join(' ')} default: ${rest} }` : rest, '}');
    for (const name of schema.required ?? []) {
      if (properties[name]?.default !== undefined) continue;
      lines.push(
        `if (!Object.hasOwn(v, ${JSON.stringify(name)}) || v[${JSON.stringify(name)}] === undefined) return false;`,
      );
    }
    if (this.#needsDefaults(schema)) return `${lines.join(' ')} return true;`;
    if (minProperties > 0) lines.push(`if (n < ${minProperties}) return false;`);
    if (maxProperties !== undefined) lines.push(`if (n > ${maxProperties}) return false;`);
    return `${lines.join(' ')} return true;`;
  }
}

/** A function that is true only for values in which `unknownFields` and `checkStructure` find nothing. */
export function compile(schema: Schema): (value: Json) => boolean {
  const writer = new Writer();
  const whole = writer.expression(schema, 'v', false);
  const source = `'use strict'; ${writer.functions.join('\n')} return v => ${whole};`;
  return new Function('t', source)(writer.tests) as (value: Json) => boolean;
}
