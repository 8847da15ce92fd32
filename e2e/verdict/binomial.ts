/** From where to where a probability may lie. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact interval of Clopper and Pearson: the probabilities under which seeing `hits` or fewer, and `hits` or more,
 * of `trials` both are no rarer than half of what `confidence` leaves. It never claims more than the data say, also at
 * 0 and at all, where approximations do.
 *
 * Source: https://doi.org/10.1093/biomet/26.4.404
 */
export function exactInterval(hits: number, trials: number, confidence: number): Interval {
  if (!Number.isInteger(hits) || !Number.isInteger(trials) || hits < 0 || hits > trials || trials < 1) {
    throw new RangeError(`${hits} of ${trials} is no count of hits.`);
  }
  const tail = (1 - confidence) / 2;
  return {
    low: hits === 0 ? 0 : crossing(p => betaShare(p, hits, trials - hits + 1), tail),
    high: hits === trials ? 1 : crossing(p => betaShare(p, hits + 1, trials - hits), 1 - tail),
  };
}

/** Where a rising function over 0 to 1 meets a value, by halving until floating point knows no middle. */
function crossing(rising: (p: number) => number, value: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (rising(middle) < value) low = middle;
    else high = middle;
  }
}

/** The regularized incomplete beta function: how much of Beta(a, b) lies below x. */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges quickly on its side of the mean; the other side is its mirror image.
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** Its continued fraction, by Lentz's method. Source: https://dlmf.nist.gov/8.17#v */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) return result;
  }
  throw new Error(`The beta function does not converge at ${x} for ${a} and ${b}.`);
}

/** The logarithm of the gamma function for x >= 1, by Stirling's series. Source: https://dlmf.nist.gov/5.11#i */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}
