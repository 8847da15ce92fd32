import type { CelFunc } from '@bufbuild/cel';
import { addressFunctions } from './addresses.js';
import { type Library, textFunctions } from './library.js';
import { listFunctions } from './lists.js';
import { quantityFunctions } from './quantities.js';
import { regexFunctions } from './texts.js';
import { urlFunctions } from './urls.js';

/**
 * What an API server adds to CEL. A function that is not here makes its rule undecided, and a finding says so.
 *
 * Source: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-cel-libraries
 */
export function kubernetesFunctions(cel: Library): CelFunc[] {
  return [
    ...textFunctions(),
    ...listFunctions(cel),
    ...regexFunctions(cel),
    ...urlFunctions(cel),
    ...addressFunctions(cel),
    ...quantityFunctions(cel),
  ];
}
