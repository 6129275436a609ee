/** The part of jstat that is used here; the package ships no types. It is CommonJS: Node knows its default export only. */
declare module 'jstat' {
  const jstat: {
    readonly jStat: {
      readonly normal: { cdf(x: number, mean: number, deviation: number): number }
      readonly studentt: { inv(probability: number, degreesOfFreedom: number): number }
    }
  }
  export default jstat
}
