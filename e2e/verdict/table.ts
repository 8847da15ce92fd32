import { percentText } from '../../src/model/share.js';
import { measuredText } from './shares.js';
import type { Window } from './window.js';

const titles = [
  'walk',
  'phase',
  'protocol',
  'sent',
  'dropped',
  'backend',
  'planned',
  'measured (99.9 % interval)',
  'in effect after',
];

/** The windows as a Markdown table, a row for each backend. */
export function markdownTable(windows: readonly Window[]): string {
  const rows = windows.flatMap(rowsOf);
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(titles), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function rowsOf({ walk, phase, protocol, sent, dropped, shares, tookEffect }: Window): readonly (readonly string[])[] {
  const title = [walk, phase, protocol, String(sent), String(dropped)];
  const effect = tookEffect === undefined ? '' : `${tookEffect.toFixed(1)} s`;
  if (shares.length === 0) return [[...title, '', '', '', effect]];
  return shares.map((share, i) => [
    ...(i === 0 ? title : title.map(() => '')),
    share.backend,
    percentText(share.planned),
    share.of === 0 ? 'nothing answered' : `${measuredText(share)}${share.holds ? '' : ' ✖'}`,
    i === 0 ? effect : '',
  ]);
}

/** `12 windows, 104000 requests, 0 dropped` */
export function summary(windows: readonly Window[]): string {
  const sum = (of: (window: Window) => number): number => windows.reduce((total, window) => total + of(window), 0);
  return `${windows.length} windows, ${sum(({ sent }) => sent)} requests, ${sum(({ dropped }) => dropped)} dropped`;
}
