/** Moves the focus to the next (1) or previous (-1) element of a list; enters it at its start. */
export const moveFocus = (list: HTMLElement | null, selector: string, step: 1 | -1): void => {
  const items = [...(list?.querySelectorAll<HTMLElement>(selector) ?? [])]
  const row = document.activeElement?.closest('li')
  const current = items.findIndex((item) => item === document.activeElement || row?.contains(item))
  const next = current === -1 ? 0 : Math.min(items.length - 1, Math.max(0, current + step))
  items[next]?.focus()
}
