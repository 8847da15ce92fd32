import type { Rule } from '../rule.js';
import { gatewayExists } from './gateway-exists.js';
import { hostClaimedOnce } from './host-claimed-once.js';
import { hostWithinClaim } from './host-within-claim.js';
import { identityOnce } from './identity-once.js';
import { ignoreIsSound } from './ignore-is-sound.js';
import { labelsAreValid } from './labels-are-valid.js';
import { nameIsValid } from './name-is-valid.js';
import { portIsDeclared } from './port-is-declared.js';
import { regexIsRe2 } from './regex-is-re2.js';
import { secretExists } from './secret-exists.js';
import { serviceExists } from './service-exists.js';
import { subsetExists } from './subset-exists.js';
import { weightsSum } from './weights-sum.js';

/** Every rule. Please keep this list sorted. */
export const rules: readonly Rule[] = [
  gatewayExists,
  hostClaimedOnce,
  hostWithinClaim,
  identityOnce,
  ignoreIsSound,
  labelsAreValid,
  nameIsValid,
  portIsDeclared,
  regexIsRe2,
  secretExists,
  serviceExists,
  subsetExists,
  weightsSum,
];
