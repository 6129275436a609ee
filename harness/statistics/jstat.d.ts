/** The part of jstat that is used here; the package ships no types. */
declare module 'jstat' {
  export const jStat: {
    readonly normal: { cdf(x: number, mean: number, deviation: number): number }
    readonly studentt: { inv(probability: number, degreesOfFreedom: number): number }
  }
}
