import type { Locator } from 'playwright-core'

/**
 * Presses a box and reads it before the page's next task: neither the server nor a timer of the page had its turn. A message
 * posted before the press is the page's next task.
 */
export const isTickedWithinThePress = async (box: Locator): Promise<boolean> => {
  const id = await box.getAttribute('id')
  return box.page().evaluate<boolean>(`(async () => {
    const input = document.getElementById(${JSON.stringify(id)})
    const { port1, port2 } = new MessageChannel()
    const nextTask = new Promise((resolve) => { port1.onmessage = resolve })
    port2.postMessage(null)
    input.click()
    await nextTask
    return input.checked
  })()`)
}
