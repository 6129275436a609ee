import jstat from 'jstat'

/** Chance that a standard normal value is above this one. */
export const normalTail = (z: number): number => jstat.jStat.normal.cdf(-z, 0, 1)

/** The quantile of Student's t distribution; degrees of freedom need not be whole. */
export const studentQuantile = (probability: number, degreesOfFreedom: number): number =>
  jstat.jStat.studentt.inv(probability, degreesOfFreedom)
