/** The result, or undefined when it takes longer; the work goes on, and what it fails with later is nobody's concern here. */
export const within = async <Result>(
  work: Promise<Result>,
  ms: number,
): Promise<Result | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, ms))
  })
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
