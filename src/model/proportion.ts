/** Where a true value is to be expected, with 95 % certainty. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The normal distribution's 97.5 % point: 95 % lie between it and its negative. */
const Z = 1.959963984540054;

/**
 * Wilson's interval for a proportion, which holds for few events and for none.
 *
 * Source: https://doi.org/10.1080/01621459.1927.10502953
 * @param events how many of the samples had it; from rates it need not be whole
 */
export function wilson(events: number, samples: number): Interval {
  const p = events / samples;
  const z2 = Z * Z;
  const centre = (p + z2 / (2 * samples)) / (1 + z2 / samples);
  const half = (Z / (1 + z2 / samples)) * Math.sqrt((p * (1 - p)) / samples + z2 / (4 * samples * samples));
  // At the ends the formula is exact only but for the last digit.
  return {
    low: events <= 0 ? 0 : Math.max(0, centre - half),
    high: events >= samples ? 1 : Math.min(1, centre + half),
  };
}

/** How many of how many. */
export interface Counted {
  readonly events: number;
  readonly samples: number;
}

/**
 * Newcombe's interval for the difference of two independent proportions, from Wilson's interval of each.
 *
 * Source: https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I
 */
export function difference(of: Counted, less: Counted): Interval {
  const [p, q] = [of.events / of.samples, less.events / less.samples];
  const [a, b] = [wilson(of.events, of.samples), wilson(less.events, less.samples)];
  return {
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}
