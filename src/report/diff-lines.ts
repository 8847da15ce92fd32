import type { Difference, FieldChange, Step, Steps } from '../model/difference.js';
import { type Json, type Manifest, titleOf } from '../model/manifest.js';

/** One line of what changed in an object. */
export interface DiffLine {
  /** Where: `spec.http[checkout].route[new]`; empty for a field of the object itself. */
  readonly place: string;
  /** What: `weight 10 -> 25`. */
  readonly change: string;
}

const LONGEST_VALUE = 100;

function isMember(step: Step | undefined): boolean {
  return typeof step === 'object' && '' in step;
}

function stepText(step: Step, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'object') return `[${Object.values(step).join(' ')}]`;
  if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
  return first ? step : `.${step}`;
}

export function stepsText(path: Steps): string {
  return path.map((step, nth) => stepText(step, nth === 0)).join('');
}

function valueText(value: Json | undefined): string {
  if (value === undefined) return 'unset';
  const text = typeof value === 'string' && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text;
}

function lineOf({ path, before, after }: FieldChange): DiffLine {
  const last = path.at(-1);
  if (isMember(last) || typeof last !== 'string') {
    const place = stepsText(isMember(last) ? path.slice(0, -1) : path);
    if (before === undefined) return { place, change: `+ ${valueText(after)}` };
    if (after === undefined) return { place, change: `- ${valueText(before)}` };
    return { place, change: `${valueText(before)} -> ${valueText(after)}` };
  }
  return { place: stepsText(path.slice(0, -1)), change: `${last} ${valueText(before)} -> ${valueText(after)}` };
}

/** The host names that an object routes, since people look for those. */
function hostsOf({ spec }: Manifest): readonly string[] {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return [];
  const { hosts, hostnames } = spec as Readonly<Record<string, Json | undefined>>;
  const found = hosts ?? hostnames;
  return Array.isArray(found) ? found.filter(host => typeof host === 'string') : [];
}

/** `VirtualService acme/checkout (shop.example.com)`. */
export function headline(manifest: Manifest): string {
  const hosts = hostsOf(manifest);
  return hosts.length === 0 ? titleOf(manifest) : `${titleOf(manifest)} (${hosts.join(', ')})`;
}

export function linesOf(fields: readonly FieldChange[]): readonly DiffLine[] {
  return fields.map(lineOf);
}

/** `1 added, 0 removed, 2 changed`. */
export function countsText({ added, removed, changed }: Difference): string {
  return `${added.length} added, ${removed.length} removed, ${changed.length} changed`;
}
