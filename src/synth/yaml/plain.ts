/**
 * Begins with a letter, a digit or a slash, and holds printable ASCII in which no `: `, ` #` or outer space can be
 * found. Any other beginning may be an indicator, a sign or a merge key.
 */
const HARMLESS = /^[A-Za-z0-9/](?:[!-9;-~]|:(?=[!-~])| (?=[!"$-9;-~]))*$/;

/** Words that stand for true, false, null or a float in one version of YAML or one parser. */
const WORDS = new Set('y yes n no on off true false null nan inf infinity'.split(' '));
const LONGEST_WORD = 8;

/** Every letter and sign that numbers, sexagesimals, dates and times of any YAML version are made of. */
const LIKE_A_NUMBER = /^[0-9a-fA-FxXoOpPtTzZ_.,:+\- ]*$/;

/** `e2706976`: a revision of git that begins with the letter of an exponent. */
const LIKE_AN_EXPONENT = /^[eE][-+]?[0-9][0-9_.]*$/;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isExponent(code: number): boolean {
  return code === 69 || code === 101;
}

/** Whether every YAML 1.1 and 1.2 parser reads this text, written as it is, as the same string. */
export function isPlain(text: string): boolean {
  if (!HARMLESS.test(text)) return false;
  const first = text.charCodeAt(0);
  if (isDigit(first)) return !LIKE_A_NUMBER.test(text);
  if (text.length <= LONGEST_WORD && WORDS.has(text.toLowerCase())) return false;
  return !(isExponent(first) && LIKE_AN_EXPONENT.test(text));
}
