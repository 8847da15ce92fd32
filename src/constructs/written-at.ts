import type { Where } from '../model/finding.js';

/** Where a construct was written. Reading a stack is slow, so it is kept unread until somebody asks. */
export type WrittenAt = () => Pick<Where, 'file' | 'line' | 'column'>;

const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/;

/** The package, whether this file runs as TypeScript in `src/` or as built in `lib/src/`. */
const PACKAGE = import.meta.url.replace(/^file:\/\//, '').replace(/(?:lib\/)?src\/constructs\/[^/]*$/, '');

/** Files of this library are never where somebody wrote a construct; the estates beside it are. */
const LIBRARY = [`${PACKAGE}src/`, `${PACKAGE}lib/`];
const ESTATES = [`${PACKAGE}src/estate/`, `${PACKAGE}src/main.ts`];

function isUsers(file: string): boolean {
  if (file.startsWith('node:') || file.includes('/node_modules/')) return false;
  return !LIBRARY.some(library => file.startsWith(library)) || ESTATES.some(estate => file.startsWith(estate));
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

/** This function, a field's initializer, the constructor, a class that extends it, and who calls: more costs time. */
const FRAMES = 6;

/** To be called by a construct's constructor. */
export function writtenHere(): WrittenAt {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const trace = new Error();
  Error.stackTraceLimit = usual;
  return () => estateLine(trace.stack ?? '');
}
