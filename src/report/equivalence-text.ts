import pc from 'picocolors';
import { groupBy } from '../model/group-by.js';
import type { Json } from '../model/manifest.js';
import { sameJson } from '../model/same-json.js';
import type { Answer, Compared, Equivalence } from '../planes/plane.js';
import { answerText, requestText } from './answer-text.js';

function treatmentOf(answer: Answer): Readonly<Record<string, unknown>> {
  const own = answer.kind === 'backends' ? Object.fromEntries(answer.ends.map(end => [end.to, end.treatment])) : {};
  const shared = 'treatment' in answer ? answer.treatment : undefined;
  return { ...(shared as object | undefined), ...own };
}

/** The fields of the treatment that differ; path and host only where the answer is not the place to see it. */
function treatmentText({ before, after }: Compared): string {
  const [old, now] = [treatmentOf(before), treatmentOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter(name => !sameJson(old[name] as Json, now[name] as Json));
  return changed
    .map(name => `${name} ${JSON.stringify(old[name]) ?? 'none'} → ${JSON.stringify(now[name]) ?? 'none'}`)
    .join(', ');
}

/** `GET https://shop.example.com/api%2Fv1  old: acme/api-v1:8080 100 %, new: 404: …` without the request. */
function changeText(compared: Compared): string {
  const [old, now] = [answerText(compared.before), answerText(compared.after)];
  if (old !== now) return `old: ${old}; new: ${now}`;
  return `${old}: ${treatmentText(compared)}`;
}

/** Requests that differ in the same way are told once. */
function lines(all: readonly Compared[], mark: string): readonly string[] {
  // What a path or a host is rewritten to differs with every request.
  const wayOf = (compared: Compared): string => `${compared.request.host} ${changeText(compared)}`;
  return [...groupBy(all, wayOf).values()].map(group => {
    const more = group.length === 1 ? '' : `  (and ${group.length - 1} more like it)`;
    return `${mark} ${requestText(group[0]!.request)}  ${changeText(group[0]!)}${more}`;
  });
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What was found, a counter-example a line, and over how much it holds. */
export function equivalenceText(found: Equivalence, colour: boolean): string {
  const { red, yellow, blue } = pc.createColors(colour);
  const { different, intended, undecided, classes, doors, same, sampled } = found;
  const tried = doors === 0 ? 'There is no door on either side: nothing was compared.' : '';
  const all = [
    ...lines(different, red('✖')),
    ...lines(intended, blue('ℹ')),
    ...lines(undecided, yellow('?')),
    ...(tried === '' ? [] : [tried]),
    `${count(classes, 'request')} at ${count(doors, 'door')}: ${same} same, ${intended.length} intended, ` +
      `${different.length} different, ${undecided.length} could not be decided.`,
    ...(sampled.length === 0 ? [] : [`Only sampled, so not proved for all texts: ${sampled.join(', ')}.`]),
  ];
  return `${all.join('\n')}\n`;
}
