/** A request to merge one branch into another. */
export interface PullRequest {
  /** What the forge's people call it by: its number, GitLab's iid. */
  readonly number: number;
  /** The page that people look at. */
  readonly url: string;
  readonly state: 'open' | 'merged' | 'closed';
  readonly title: string;
  readonly body: string;
  /** The commit at the head, as far as the forge has seen it. */
  readonly commit: string | undefined;
  readonly labels: readonly string[];
}

export interface PullRequestText {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

export interface PullRequestProps extends PullRequestText {
  /** The branch that asks to be merged; it has been pushed. */
  readonly head: string;
  /** The branch that it asks to be merged into. */
  readonly base: string;
}

/** A check beside a commit. */
export interface CommitStatus {
  /** What the check is called; a later status of the same name replaces the one before. */
  readonly name: string;
  readonly state: 'pending' | 'success' | 'failure';
  readonly description: string;
  readonly url: string;
}

/** What a forge cannot do, said before it is asked for it. */
export interface ForgeAbilities {
  readonly comments: boolean;
  readonly statuses: boolean;
  readonly labels: boolean;
  readonly reviewers: boolean;
  /** Merging by itself once every check and review is there. */
  readonly autoMerge: boolean;
  readonly merge: boolean;
}

/**
 * Where a team reviews changes. Everything may be called again: what is there already stays once.
 * A method that `can` denies throws a UserError.
 */
export interface Forge {
  readonly name: string;
  readonly can: ForgeAbilities;
  /** The open request of a branch. */
  find(head: string, base: string): Promise<PullRequest | undefined>;
  get(number: number): Promise<PullRequest>;
  /** Opens a request. Use `publishRequest`, which never opens a second one. `undefined`: there is one already. */
  open(props: PullRequestProps): Promise<PullRequest | undefined>;
  update(number: number, text: PullRequestText): Promise<PullRequest>;
  close(number: number): Promise<void>;
  comment(number: number, body: string): Promise<void>;
  status(commit: string, status: CommitStatus): Promise<void>;
  /** Adds labels, and makes those that the forge does not know. */
  label(number: number, labels: readonly string[]): Promise<void>;
  /** Asks people for a review, beside those who have been asked. */
  requestReview(number: number, reviewers: readonly string[]): Promise<void>;
  /** Who has approved the request as it is, by their names on the forge. */
  approvals(number: number): Promise<readonly string[]>;
  autoMerge(number: number): Promise<void>;
  /** Merges, if the head is still at this commit. */
  merge(number: number, commit: string): Promise<void>;
}
