/** Solves a small system of equations by elimination; the matrix is symmetric and positive. */
const solve = (matrix: number[][], right: number[]): number[] => {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  rows.forEach((pivot, index) => {
    for (const row of rows) {
      if (row === pivot) continue
      const factor = (row[index] ?? 0) / (pivot[index] ?? 1)
      pivot.forEach((value, column) => (row[column] = (row[column] ?? 0) - factor * value))
    }
  })
  return rows.map((row, index) => (row[row.length - 1] ?? 0) / (row[index] ?? 1))
}

/** The weights of a logistic regression by Newton's method. */
export const fitLogistic = (inputs: readonly number[][], wanted: readonly number[]): number[] => {
  const size = inputs[0]?.length ?? 0
  let weights = new Array<number>(size).fill(0)
  for (let step = 0; step < 25; step++) {
    const curvature: number[][] = weights.map((_, row) =>
      weights.map((__, column) => (row === column ? 1e-3 : 0)),
    )
    const slope = new Array<number>(size).fill(0)
    inputs.forEach((input, index) => {
      const sum = input.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0)
      const chance = 1 / (1 + Math.exp(-sum))
      input.forEach((value, row) => {
        slope[row] = (slope[row] ?? 0) + ((wanted[index] ?? 0) - chance) * value
        const line = curvature[row] ?? []
        input.forEach((other, column) => {
          line[column] = (line[column] ?? 0) + chance * (1 - chance) * value * other
        })
      })
    })
    const move = solve(curvature, slope)
    weights = weights.map((weight, index) => weight + (move[index] ?? 0))
  }
  return weights
}
