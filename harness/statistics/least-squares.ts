/**
 * Weighted linear least squares: the coefficients that make `sum(weight * (y - row . coefficients)^2)` least, by the
 * normal equations. Meant for a handful of well-scaled columns.
 * @param rows one per observation, all of one length
 * @returns undefined when the columns do not determine the coefficients
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[],
): number[] | undefined {
  const columns = rows[0]?.length ?? 0
  const sumOver = (term: (row: readonly number[], i: number) => number): number =>
    rows.reduce((total, row, i) => total + (weights[i] ?? 0) * term(row, i), 0)
  const matrix = Array.from({ length: columns }, (_, j) => [
    ...Array.from({ length: columns }, (_, k) => sumOver((row) => (row[j] ?? 0) * (row[k] ?? 0))),
    sumOver((row, i) => (row[j] ?? 0) * (y[i] ?? 0)),
  ])
  return solve(matrix)
}

/** Pivots below this share of the largest entry are taken for zero. */
const SINGULAR = 1e-13

/** Gauss-Jordan elimination with partial pivoting of a square matrix with its right side as last column. */
function solve(matrix: number[][]): number[] | undefined {
  const size = matrix.length
  const largest = Math.max(...matrix.flatMap((row) => row.slice(0, size).map(Math.abs)))
  for (let column = 0; column < size; column++) {
    const pivot = pivotRow(matrix, column)
    const values = matrix[pivot]
    if (values === undefined || !(Math.abs(values[column] ?? 0) > SINGULAR * largest)) return undefined
    matrix[pivot] = matrix[column] ?? values
    matrix[column] = values
    for (const row of matrix) if (row !== values) eliminate(row, values, column)
  }
  return matrix.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1))
}

function pivotRow(matrix: readonly (readonly number[])[], column: number): number {
  let best = column
  for (let row = column + 1; row < matrix.length; row++) {
    if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[best]?.[column] ?? 0)) best = row
  }
  return best
}

function eliminate(row: number[], pivot: readonly number[], column: number): void {
  const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
  pivot.forEach((value, i) => {
    row[i] = (row[i] ?? 0) - factor * value
  })
}
