/** Octets. */
export const MIB = 2 ** 20

/** `64 MiB`. */
export const inMib = (octets: number): string => `${Math.round(octets / MIB)} MiB`
