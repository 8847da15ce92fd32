import pc from 'picocolors';
import type { Answer, End, Request } from '../planes/plane.js';

/** `GET https://shop.example.com/cart x-user: 7`. */
export function requestText({ method, scheme, host, port, path, headers }: Request): string {
  const usual = (scheme === 'https' ? 443 : 80) === port || /:\d+$/.test(host);
  const url = `${scheme}://${host}${usual ? '' : `:${port}`}${path}`;
  return [method, url, ...headers.map(([name, value]) => `[${name}: ${value}]`)].join(' ');
}

function endText({ to, parts, missing }: End): string {
  // Two decimals are enough to read; the exact number is in the JSON.
  const share = `${to} ${Math.round(parts) / 100} %`;
  return missing === undefined ? share : `${share} (503: ${missing})`;
}

/** An answer in one line: `acme/old-shop:8080 90 %, acme/shop:8080 10 %`. */
export function answerText(answer: Answer): string {
  switch (answer.kind) {
    case 'backends':
      return answer.ends
        .filter(({ parts }) => parts > 0)
        .map(endText)
        .join(', ');
    case 'redirect':
      return `${answer.status} ${answer.location}`;
    case 'direct':
      return `${answer.status}${answer.body === undefined ? '' : ` ${JSON.stringify(answer.body)}`}`;
    case 'refused':
      return `${answer.status === 0 ? 'no connection' : answer.status}: ${answer.because}`;
    case 'unknown':
      return `unknown: ${answer.because}`;
  }
}

/** What is done to a request on its way, a line each. */
function treatmentLines(answer: Answer): readonly string[] {
  const of = 'treatment' in answer ? answer.treatment : undefined;
  const fields = typeof of === 'object' && of !== null && !Array.isArray(of) ? Object.entries(of) : [];
  const own = answer.kind === 'backends' ? answer.ends.filter(end => end.treatment !== undefined) : [];
  return [
    ...fields.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
    ...own.map(({ to, treatment }) => `${to}: ${JSON.stringify(treatment)}`),
  ];
}

/** How an answer came about, as people read it. */
export function explanationText(request: Request, answer: Answer, colour: boolean): string {
  const { bold, dim, green, red, yellow } = pc.createColors(colour);
  const paint = answer.kind === 'unknown' ? yellow : answer.kind === 'refused' ? red : green;
  const lines = [
    bold(requestText(request)),
    ...answer.steps.map(({ at, says }) => `  ${at}: ${says}`),
    paint(`  → ${answerText(answer)}`),
    ...treatmentLines(answer).map(line => `    ${line}`),
    ...answer.assumes.map(assumed => dim(`    taken for granted: ${assumed}`)),
  ];
  return `${lines.join('\n')}\n`;
}
