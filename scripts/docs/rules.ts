import type { Rule } from '../../src/analyze/rule.js';
import { rules } from '../../src/analyze/rules/index.js';
import { header, type Page } from './page.js';

const INTRO = `# Rules

What \`sluice validate\` and \`sluice synth\` hold against every object, whoever wrote it. An error stops \`synth\` before it
writes; a warning is shown.

To let one object break a rule, say why on the object:

\`\`\`yaml
metadata:
  annotations:
    sluice.dev/ignore: "weights-sum: a ratio of nine to one, kept from the old edge"
\`\`\`

Rules that say that something is missing speak only about namespaces whose Namespace the files hold. What lives there
and is not in the files, the Namespace lists:

\`\`\`yaml
kind: Namespace
metadata:
  annotations:
    sluice.dev/given: Service/legacy, Secret/wildcard-cert
\`\`\`
`;

/** `Gateway (networking.istio.io)`, and `Service` of the core group. */
function kindText(kind: string): string {
  const slash = kind.indexOf('/');
  return slash === 0 ? kind.slice(1) : `${kind.slice(slash + 1)} (${kind.slice(0, slash)})`;
}

function section({ id, level, law, why, source, kinds }: Rule): string {
  const looksAt = kinds ? kinds.map(kindText).join(', ') : 'every object';
  return `
## ${id}

${law}

**Otherwise:** ${why}

${level[0]!.toUpperCase()}${level.slice(1)} · looks at ${looksAt} · [source](${source})
`;
}

export const rulesPage: Page = {
  file: 'rules.md',
  text: () => header('the files in src/analyze/rules') + INTRO + rules.map(section).join(''),
};
