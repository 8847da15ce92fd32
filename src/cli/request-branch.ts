/** The branch of a migration's request: one, so that a later run finds the request that is open. */
export function branchOf(key: string): string {
  return `sluice/${key.replace('*', '_')}`;
}
