import type { Window } from './window.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What the test measured, for the table at the end of the run. */
    windows?: readonly Window[];
  }
}
