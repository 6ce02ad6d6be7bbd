import { unknownVariablesIn } from '../domain/canned-reply.js'
import type { CannedReply } from '../domain/canned-reply.js'
import type { CheckSettings } from '../domain/checks/check-settings.js'
import { forbiddenWords } from '../domain/checks/forbidden-words.js'
import type { Report } from './faults.js'

type Sourced = { file: string; value: { replies: readonly CannedReply[] } }

const checkText = (text: string, settings: CheckSettings, fault: (words: string) => void): void => {
  for (const variable of unknownVariablesIn(text)) fault(`nothing fills ${variable}`)
  for (const { text: word } of forbiddenWords(text, settings)) {
    fault(`"${word}" must not reach a customer`)
  }
}

/** Each id and shortcut is there once; nothing in braces is unknown, nothing forbidden is said. */
export const checkReplies = (
  files: readonly Sourced[],
  settings: CheckSettings,
  report: Report,
): void => {
  const ids = new Set<string>()
  const shortcuts = new Set<string>()
  for (const { file, value } of files) {
    for (const { id, shortcut, text } of value.replies) {
      const fault = (words: string) => report(file, `replies.${id}`, words)
      if (ids.has(id)) fault('the id is there twice')
      if (shortcuts.has(shortcut)) fault(`the shortcut ${shortcut} is there twice`)
      ids.add(id)
      shortcuts.add(shortcut)
      for (const words of [text.es, text.pt ?? '']) checkText(words, settings, fault)
    }
  }
}
