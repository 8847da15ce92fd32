import { type ConversionFacts, summary } from './conversion.js';

/** A conversion for programs: the counts, and every verdict. */
export function conversionJson(facts: ConversionFacts): string {
  const { objects, fields, counts, byObject, byAnnotation } = summary(facts);
  const { verdicts, remarks, left, unread } = facts;
  const counted = {
    objects,
    fields,
    counts,
    byObject: Object.fromEntries(byObject),
    byAnnotation: Object.fromEntries(byAnnotation),
  };
  return `${JSON.stringify({ ...counted, left, remarks, unread, verdicts }, undefined, 2)}\n`;
}
