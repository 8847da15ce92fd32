import { UserError } from '../../model/user-error.js';
import type { World } from '../../world.js';
import type { Forge } from '../forge.js';

export interface PlainProps {
  readonly files: World['files'];
  /** Where the texts go, outside of what git keeps; it is made when it is missing. */
  readonly folder: string;
}

/**
 * No forge at all: the branch is pushed, and what the request would say lies in a file, for a person to send.
 */
export function plain({ files, folder }: PlainProps): Forge {
  const fileOf = (head: string) => `${folder}/${encodeURIComponent(head)}.md`;
  const cannot = () =>
    Promise.reject(
      new UserError('A plain git remote has no requests.', 'Name the forge with --forge, if there is one.'),
    );
  return {
    name: 'git',
    can: { comments: false, statuses: false, labels: false, reviewers: false, autoMerge: false, merge: false },
    // A file is replaced whole, so there is nothing to be taken over.
    find: async () => undefined,
    async open({ head, title, body }) {
      files.makeFolder(folder);
      files.writeWhole(fileOf(head), `# ${title}\n\n${body}`);
      return { number: 0, url: fileOf(head), state: 'open', title, body, commit: undefined, labels: [] };
    },
    get: cannot,
    update: cannot,
    close: cannot,
    comment: cannot,
    status: cannot,
    label: cannot,
    requestReview: cannot,
    approvals: cannot,
    autoMerge: cannot,
    merge: cannot,
  };
}
