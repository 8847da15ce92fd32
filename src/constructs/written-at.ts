import type { Where } from '../model/finding.js';

/** Where a construct was written. Reading a stack is slow, so it is kept unread until somebody asks. */
export type WrittenAt = () => Pick<Where, 'file' | 'line' | 'column'>;

const FRAME = /(?:\(|at )((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/;

/** Files of this library are never where somebody wrote a construct; the estates beside it are. */
const LIBRARY = new URL('..', import.meta.url).pathname;
const ESTATES = [`${LIBRARY}estate/`, `${LIBRARY}main.`];

function isUsers(file: string): boolean {
  if (file.startsWith('node:') || file.includes('/node_modules/')) return false;
  return !file.startsWith(LIBRARY) || ESTATES.some(estate => file.startsWith(estate));
}

/** The first line of a stack that stands in somebody's estate; empty when there is none. */
export function estateLine(stack: string): Pick<Where, 'file' | 'line' | 'column'> {
  for (const frame of stack.split('\n').slice(1)) {
    const [, raw, line, column] = FRAME.exec(frame.trim()) ?? [];
    const file = raw?.replace(/^file:\/\//, '').replace(/\?.*$/, '');
    if (file !== undefined && isUsers(file)) return { file, line: Number(line), column: Number(column) };
  }
  return {};
}

/** To be called by a construct's constructor. */
export function writtenHere(): WrittenAt {
  const trace = new Error();
  return () => estateLine(trace.stack ?? '');
}
