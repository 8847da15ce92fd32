import { UserError } from '../model/user-error.js';
import type { Forge, PullRequest, PullRequestProps } from './forge.js';
import { Unanswered } from './http.js';

export interface PublishedRequest {
  readonly request: PullRequest;
  readonly outcome: 'opened' | 'updated' | 'unchanged';
}

/**
 * Makes the one open request of a branch say this. One that somebody opened, or that a killed run left behind, is taken
 * over; when the forge breaks off while it opens one, we look whether it did before we ask again.
 */
export async function publishRequest(forge: Forge, props: PullRequestProps): Promise<PublishedRequest> {
  const found = await forge.find(props.head, props.base);
  if (found) return bring(forge, found, props);
  const opened = await openOnce(forge, props);
  if (opened) return { request: opened, outcome: 'opened' };
  const other = await forge.find(props.head, props.base);
  if (other) return bring(forge, other, props);
  throw new UserError(
    `${forge.name} opens no request for "${props.head}", and says that there is one already.`,
    `Look for a request from "${props.head}" to another branch than "${props.base}", or one that waits for approval.`,
  );
}

/** `undefined`: the forge says that there is one already. */
async function openOnce(forge: Forge, props: PullRequestProps): Promise<PullRequest | undefined> {
  try {
    return await forge.open(props);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
  }
  // The first try may have arrived; then this finds it, and the caller sees it opened.
  return (await forge.find(props.head, props.base)) ?? forge.open(props);
}

async function bring(forge: Forge, request: PullRequest, { title, body }: PullRequestProps): Promise<PublishedRequest> {
  const same = request.title === title && sameText(request.body, body);
  if (same) return { request, outcome: 'unchanged' };
  return { request: await forge.update(request.number, { title, body }), outcome: 'updated' };
}

/** Some forges store CR LF, and cut off what is blank at the end. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
  return plain(one) === plain(other);
}
