import type { Json } from '../../../model/manifest.js';
import { type Faults, quote } from '../fault.js';
import type { CelRule, Schema } from '../schema.js';
import { library } from './library.js';
import { type Program, program } from './program.js';
import { celValue } from './values.js';

const mostHeld = 1000;

/** A rule and the schema of the value that it speaks of. */
export class Rule {
  private program: Program | undefined;
  private failure: string | undefined;
  /** Texts and numbers on which the rule held: durations and ports repeat from object to object. */
  private readonly held = new Set<Json>();

  constructor(
    readonly written: CelRule,
    private readonly schema: Schema,
  ) {}

  /** Adds a fault where the rule does not hold; where it cannot be run, the fault says so. */
  check(value: Json, before: Json | undefined, faults: Faults): void {
    const ready = this.ready();
    if (!ready) {
      this.undecided(this.failure ?? '', faults);
      return;
    }
    const { optionalOldSelf } = this.written;
    if (ready.usesOldSelf && before === undefined && !optionalOldSelf) return;
    const isPlain = typeof value !== 'object' && !ready.usesOldSelf;
    if (isPlain && this.held.has(value)) return;
    const cel = library();
    const self = celValue(cel, this.schema, value) ?? null;
    const known = before === undefined ? [] : [celValue(cel, this.schema, before) ?? null];
    const oldSelf = optionalOldSelf ? known : known[0];
    const result = ready.run(self, oldSelf);
    if (result === true) {
      if (isPlain && this.held.size < mostHeld) this.held.add(value);
      return;
    }
    if (cel.isCelError(result)) {
      this.broken(result.message, faults);
      return;
    }
    const own = this.written.messageExpression ? program(this.written.messageExpression).run(self, oldSelf) : undefined;
    this.refuse(typeof own === 'string' && own.trim() !== '' ? own : undefined, faults);
  }

  private ready(): Program | undefined {
    if (this.program || this.failure !== undefined) return this.program;
    try {
      this.program = program(this.written.rule);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    return this.program;
  }

  private refuse(own: string | undefined, faults: Faults): void {
    const { message, rule, fieldPath } = this.written;
    const words = (own ?? message ?? `failed rule: ${quote(rule)}`).trim().replace(/\.$/, '');
    const add = (): void =>
      faults.add('x-kubernetes-validations', `is refused: ${words}.`, `Make it so that ${flat(rule)}.`);
    stepsOf(fieldPath).reduceRight<() => void>((inner, step) => () => faults.below(step, inner), add)();
  }

  /** An API server refuses an object on which a rule breaks. */
  private broken(reason: string, faults: Faults): void {
    const message = `breaks the rule ${flat(this.written.rule)}: ${reason}.`;
    faults.add('x-kubernetes-validations', message, 'Give the rule the fields that it reads.');
  }

  private undecided(reason: string, faults: Faults): void {
    const message = `could not be checked against the rule ${flat(this.written.rule)}: ${reason}.`;
    faults.add('cel', message, 'Let an API server check it: kubectl apply --dry-run=server.', 'warning');
  }
}

const flat = (rule: string): string => rule.replaceAll(/\s+/g, ' ').trim();

/** `.spec.ports['a.b']` as steps. */
function stepsOf(path = ''): readonly string[] {
  return [...path.matchAll(/\.([A-Za-z_][\w]*)|\['((?:[^'\\]|\\.)*)'\]/g)].map(
    ([, name, key]) => name ?? (key ?? '').replaceAll(/\\(.)/g, '$1'),
  );
}
