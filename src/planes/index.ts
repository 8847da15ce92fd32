import { istio } from './istio.js';
import type { DataPlane } from './plane.js';

/** Every data plane. */
export const planes: readonly DataPlane[] = [istio()];

/** The plane of a name; the command line offers no other. */
export function planeNamed(wanted: string): DataPlane {
  return planes.find(({ name }) => name === wanted)!;
}
