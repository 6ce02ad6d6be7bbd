/** One thing the doctor looked at. `mend` says what to do, where there is something to do. */
export type Check = {
  name: string
  state: 'good' | 'advice' | 'broken'
  found: string
  mend?: string
}
