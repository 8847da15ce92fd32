/** What a process took, start and end included. */
export interface Cost {
  /** Seconds of processor time, all threads together. */
  readonly processor: number;
  /** The most memory that it held at once, in MB. */
  readonly memory: number;
}

/** Says what this process took until now; to be called last. */
export function report(): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cost: Cost = { processor: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1_024 };
  process.stdout.write(JSON.stringify(cost));
}
