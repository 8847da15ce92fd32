import type { Faults } from './fault.js';
import type { Schema } from './schema.js';

const ranges: Readonly<Record<string, readonly [low: number, high: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
};

/** Whether a whole number fits the type that programs read it into; one that does not makes them refuse every object. */
export function fitsFormat(format: string | undefined, value: number): boolean {
  const range = format === undefined ? undefined : ranges[format];
  return range === undefined || (value >= range[0] && value <= range[1]);
}

/** A quotient in floating point is off by a few of its last digits; the API server allows as much. */
export function isMultiple(value: number, factor: number): boolean {
  const quotient = factor < 1 ? (1 / factor) * value : value / factor;
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}

export function checkNumber(schema: Schema, value: number, faults: Faults): void {
  const { minimum, maximum, multipleOf, format } = schema;
  const [overLow, underHigh] = [schema.exclusiveMinimum === true, schema.exclusiveMaximum === true];
  if (minimum !== undefined && (overLow ? value <= minimum : value < minimum)) {
    const bound = overLow ? `more than ${minimum}` : `${minimum} or more`;
    faults.add('minimum', `is ${value}; ${bound} is allowed.`, `Write ${bound}.`);
  }
  if (maximum !== undefined && (underHigh ? value >= maximum : value > maximum)) {
    const bound = underHigh ? `less than ${maximum}` : `${maximum} or less`;
    faults.add('maximum', `is ${value}; ${bound} is allowed.`, `Write ${bound}.`);
  }
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    faults.add('multipleOf', `is ${value}; only multiples of ${multipleOf} are allowed.`, `Write one of them.`);
  }
  if (!fitsFormat(format, value)) {
    faults.add('format', `is ${value}, which does not fit ${format}.`, 'Write a smaller number.');
  }
}
