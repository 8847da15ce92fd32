import type { Where } from './finding.js';
import type { Manifest } from './manifest.js';

/** An object and where it was found. */
export interface Located {
  readonly manifest: Manifest;
  /** The object, with its file and document or the construct that made it. A rule adds the path of the field. */
  readonly where: Where;
}
