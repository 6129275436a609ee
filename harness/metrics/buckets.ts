/**
 * The one histogram geometry of this project: that of an HdrHistogram with lowest discernible value 1, highest
 * trackable value 2^32 - 1 and 3 significant digits. In microseconds it reaches 71.6 minutes with an error of at most
 * 0.1 %. Histograms merge exactly only within one geometry, so there is no other.
 */
export const LOWEST_VALUE = 1
export const HIGHEST_VALUE = 2 ** 32 - 1
export const SIGNIFICANT_DIGITS = 3
export const BUCKET_COUNT = 23_552

/** Index of the bucket that counts a value; a whole number of 0 to {@link HIGHEST_VALUE}. */
export function bucketOf(value: number): number {
  const exponent = 21 - Math.clz32(value | 2047)
  return (exponent << 10) + (value >>> exponent)
}

/** Smallest value that a bucket counts. */
export function lowestIn(bucket: number): number {
  if (bucket < 2048) return bucket
  const exponent = (bucket >>> 10) - 1
  return (bucket - (exponent << 10)) * 2 ** exponent
}

/** Largest value that a bucket counts. */
export const highestIn = (bucket: number): number => lowestIn(bucket + 1) - 1
