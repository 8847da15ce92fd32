import { at, textAt } from '../answer.js';
import type { Send } from '../http.js';
import { pages } from '../pages.js';

const DECIDES = new Set(['APPROVED', 'CHANGES_REQUESTED', 'REQUEST_CHANGES', 'DISMISSED']);

/** Whose last word on this commit is yes, where reviews come as GitHub lists them: oldest first. */
export async function latestApprovals(
  send: Send,
  path: string,
  commit: string,
  size: string,
  count: number,
): Promise<readonly string[]> {
  const last = new Map<string, boolean>();
  for (const review of await pages(send, path, size, count)) {
    const state = textAt(review, 'state');
    if (!DECIDES.has(state)) continue;
    const current =
      at(review, 'commit_id') === commit && at(review, 'dismissed') !== true && at(review, 'stale') !== true;
    last.set(textAt(review, 'user', 'login'), state === 'APPROVED' && current);
  }
  return [...last].filter(([, yes]) => yes).map(([name]) => name);
}
