import MagicString from 'magic-string';
import { didYouMean } from '../model/nearest.js';
import { UserError } from '../model/user-error.js';
import { type EstateCode, readEstateCode } from './estate-code.js';
import { type PhaseLiteral, phaseLiteral, sharesRollout } from './phase-literal.js';
import { phaseSites, type Site, siteText } from './phase-site.js';
import { type Place, placeText, type Source } from './syntax.js';

/** A change of one token in one file. */
export interface PhaseEdit {
  readonly place: Place;
  readonly before: string;
  readonly after: string;
  /** The file's whole new text. */
  readonly text: string;
}

/** The shape that plans give to phase names; it needs no escape inside any kind of quotes. */
const PHASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Writes another phase into the code of an estate.
 * @param name of a migration, `checkout`, `acme/checkout` or `prod/acme/checkout`, or of a rollout, `apps`, or as status names it, with a star for the tenant
 * @throws UserError when the one literal cannot be told, or says that phase already.
 */
export function editPhase(sources: readonly Source[], name: string, phase: string): PhaseEdit {
  if (!PHASE_NAME.test(phase)) {
    throw new UserError(
      `${JSON.stringify(phase)} is no name for a phase.`,
      'Use lower case letters, digits and dashes.',
    );
  }
  const { source, place, start, end, phase: before } = findPhase(sources, name);
  if (before === phase) {
    throw new UserError(`${placeText(place)}: ${name} is in phase "${phase}" already.`, 'Name another phase.');
  }
  const quote = source.text[start];
  const text = new MagicString(source.text).overwrite(start, end, `${quote}${phase}${quote}`).toString();
  return { place, before, after: phase, text };
}

/**
 * The literal that says the phase of a migration or rollout.
 * @throws UserError when there is none, or more than one.
 */
export function findPhase(sources: readonly Source[], name: string): PhaseLiteral {
  const code = readEstateCode(sources.filter(mayMatter));
  const sites = phaseSites(code);
  const meant = sitesCalled(sites, name);
  if (meant.length === 0) throw notFound(sites, name);
  return onlyLiteral(code, meant, name);
}

/** Files of an estate without either word may still make the tenant that a migration stands in. */
function mayMatter({ text }: Source): boolean {
  return /Migration|rollout|Tenant|Cluster|\\u/.test(text);
}

function sitesCalled(sites: readonly Site[], key: string): readonly Site[] {
  const parts = key.split('/');
  if (parts.length > 3 || parts.includes('')) {
    throw new UserError(
      `${JSON.stringify(key)} names no migration.`,
      'Write it as migration, tenant/migration or cluster/tenant/migration.',
    );
  }
  const [name, tenant, cluster] = parts.reverse();
  const named = sites.filter(site => site.name === name);
  if (tenant === '*') return named.filter(({ kind }) => kind === 'rollout');
  const exact = named.filter(
    site => (tenant === undefined || site.tenant === tenant) && (cluster === undefined || site.cluster === cluster),
  );
  // Migrations that share a rollout of this name say nothing beyond it.
  if (exact.some(({ kind }) => kind === 'rollout')) return exact.filter(site => !sharesRollout(site));
  if (exact.length > 0) return exact;
  const may = (known: string | undefined, wanted: string | undefined) => known === undefined || known === wanted;
  return named.filter(
    site =>
      site.kind === 'migration' && may(site.tenant, tenant) && (cluster === undefined || may(site.cluster, cluster)),
  );
}

function onlyLiteral(code: EstateCode, meant: readonly Site[], name: string): PhaseLiteral {
  const [first] = meant;
  if (meant.length === 1) return phaseLiteral(code, first!);
  if (meant.every(sharesRollout)) {
    const literals = meant.map(site => phaseLiteral(code, site));
    const places = new Set(literals.map(({ place }) => placeText(place)));
    if (places.size === 1) return literals[0]!;
  }
  const lines = meant.map(site => `  ${siteText(site)} at ${placeText(site.place)}`);
  throw new UserError(
    `"${name}" may be any of ${meant.length}:\n${lines.join('\n')}`,
    'Say which: cluster/tenant/migration. Where a part is "?", it is not written as a literal that can be followed.',
  );
}

function notFound(sites: readonly Site[], name: string): UserError {
  const known = sites.flatMap(site =>
    site.name === undefined ? [] : [site.name, siteText(site).replace(/^rollout /, '')],
  );
  const unnamed = sites.filter(site => site.name === undefined).map(({ place }) => placeText(place));
  const computed = unnamed.length > 0 ? ` Names that are computed, at ${unnamed.join(', ')}, cannot be found.` : '';
  return new UserError(
    `There is no migration or rollout "${name}" in the estate's files.${didYouMean(name, known)}${computed}`,
    'Write its name as a plain string where it is made, or edit its phase by hand.',
  );
}
