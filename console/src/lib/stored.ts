/** What this browser keeps for its user. A full or forbidden storage loses the convenience, never the page. */
export const readStored = (name: string): string | null => {
  try {
    return localStorage.getItem(`fideliza.${name}`)
  } catch {
    return null
  }
}

export const writeStored = (name: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(`fideliza.${name}`)
    else localStorage.setItem(`fideliza.${name}`, value)
  } catch {
    // Private windows and full disks refuse; see above.
  }
}
