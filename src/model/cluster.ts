import { UserError } from './user-error.js';

/** One Kubernetes cluster and the versions of what runs on it. */
export interface Cluster {
  readonly name: string;
  /** `1.28` or `1.28.3`. */
  readonly kubernetes: string;
  /** `1.20.1`. */
  readonly istio: string;
  /** Address of the API server, as Argo CD knows the cluster. */
  readonly api: string;
  /** The namespace where the gateways' Pods run. */
  readonly gatewayNamespace: string;
  /** Ends the cluster's Service names. */
  readonly domain: string;
}

/**
 * Whether a version is at least another one: `atLeast('1.22.1', '1.22')`.
 * @throws UserError when either is no version.
 */
export function atLeast(version: string, least: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(least)];
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return a[i]! > b[i]!;
  return true;
}

function numbersOf(version: string): readonly [number, number, number] {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?:[-+].*)?$/.exec(version);
  if (!match) throw new UserError(`${JSON.stringify(version)} is no version.`, 'Write it as "1.28" or "1.20.1".');
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}
