import { re2 } from './text-match.js';

/** The most texts that are made of one expression. */
const MOST = 6;

/** Ends each part of an expression that is read, and says where it ends. */
interface Read {
  readonly texts: readonly string[];
  readonly end: number;
}

const CLASSES: Readonly<Record<string, string>> = { d: '0', w: 'a', s: ' ', D: 'x', W: '-', S: 'x', t: '\t', n: '\n' };
const CANDIDATES = [...'a0xA/-._~ Z9,;=:@!'];

function joined(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.flatMap(head => after.map(tail => head + tail)).slice(0, MOST);
}

/** A letter of a bracketed class: the first of some usual ones that it takes. */
function letterOf(written: string): readonly string[] {
  const pattern = re2(written);
  const first = written.replace(/^\[\^?/, '')[0] ?? '';
  const found = [...(written.startsWith('[^') ? [] : [first]), ...CANDIDATES].find(letter => pattern?.matches(letter));
  return found === undefined ? [] : [found];
}

function atom(regex: string, at: number): Read {
  const here = regex[at]!;
  if (here === '(') {
    const open = /^\((?:\?(?:P?<\w+>|[imsU]*:))?/.exec(regex.slice(at))![0].length;
    const flags = /^\(\?[imsU-]+\)/.exec(regex.slice(at));
    if (flags) return { texts: [''], end: at + flags[0].length };
    const inner = either(regex, at + open);
    return { texts: inner.texts, end: inner.end + 1 };
  }
  if (here === '[') {
    const written = /^\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*\]/.exec(regex.slice(at))?.[0];
    return written === undefined
      ? { texts: [], end: regex.length }
      : { texts: letterOf(written), end: at + written.length };
  }
  if (here === '\\') {
    const next = regex[at + 1] ?? '';
    return { texts: [/[bBAz]/.test(next) ? '' : (CLASSES[next] ?? next)], end: at + 2 };
  }
  if (here === '^' || here === '$') return { texts: [''], end: at + 1 };
  return { texts: [here === '.' ? 'x' : here], end: at + 1 };
}

/** What a quantifier leaves: the fewest times, and once more where it may be. */
function repeated(regex: string, { texts, end }: Read): Read {
  const quantifier = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(regex.slice(end));
  if (!quantifier) return { texts, end };
  const [all, fewest, comma, most] = quantifier;
  const least = fewest === undefined ? (all[0] === '+' ? 1 : 0) : Number(fewest);
  const isFixed = fewest !== undefined && (comma === '' || most === fewest);
  const times = (count: number): readonly string[] => texts.map(text => text.repeat(count));
  return {
    texts: [...(isFixed ? [] : times(least + 1)), ...(least === 0 ? [''] : times(least))],
    end: end + all.length,
  };
}

function sequence(regex: string, from: number): Read {
  let texts: readonly string[] = [''];
  let at = from;
  while (at < regex.length && regex[at] !== '|' && regex[at] !== ')') {
    const next = repeated(regex, atom(regex, at));
    texts = joined(texts, next.texts);
    at = next.end;
  }
  return { texts, end: at };
}

function either(regex: string, from: number): Read {
  let { texts, end } = sequence(regex, from);
  while (regex[end] === '|') {
    const next = sequence(regex, end + 1);
    texts = [...texts, ...next.texts];
    end = next.end;
  }
  return { texts, end };
}

/** Texts that an expression takes: a few of all that there are, and none where it is too hard to read. */
export function witnesses(regex: string): readonly string[] {
  const pattern = re2(regex);
  return pattern ? [...new Set(either(regex, 0).texts)].filter(text => pattern.matches(text)) : [];
}
