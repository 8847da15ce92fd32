import { createRequire } from 'node:module';

/** The CEL library. Loading it takes longer than most runs, so nothing loads it before a rule needs it. */
export type Library = typeof import('@bufbuild/cel');

const load = createRequire(import.meta.url);

let loaded: Library | undefined;

export function library(): Library {
  loaded ??= load('@bufbuild/cel') as Library;
  return loaded;
}

/** The functions on texts that CEL's own extension brings. */
export function textFunctions(): readonly import('@bufbuild/cel').CelFunc[] {
  return (load('@bufbuild/cel/ext') as typeof import('@bufbuild/cel/ext')).strings;
}
