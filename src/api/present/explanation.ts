import type { ClassifierFace } from '../classifier-face.js'
import { explanationView, type ExplanationView } from '../contract/explanation.js'

export const presentExplanation = (
  explanation: ReturnType<ClassifierFace['explain']>,
): ExplanationView => {
  const { classification, ...rest } = explanation
  const { intent: answered, ...understood } = classification
  return explanationView.parse({ ...understood, ...rest, answered })
}
