import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { checkPlaybook } from '../../src/content/check-playbook.js'
import { checkProtocol } from '../../src/content/check-protocol.js'
import { checkQuiz } from '../../src/content/check-quiz.js'
import { loadContent } from '../../src/content/load-content.js'
import { playbookSchema } from '../../src/domain/playbook.js'
import { protocolDefinition } from '../../src/domain/protocol.js'
import { quizSchema } from '../../src/domain/quiz.js'

const root = join(import.meta.dirname, '..', '..')
let content: Awaited<ReturnType<typeof loadContent>>

beforeAll(async () => {
  content = await loadContent(root)
})

const read = async (name: string): Promise<string> =>
  readFile(join(root, 'conversations', name), 'utf8')

const faultsOf = (check: (report: (file: string, place: string, text: string) => void) => void) => {
  const faults: string[] = []
  check((_file, place, text) => faults.push(`${place}: ${text}`))
  return faults
}

describe('the service protocol of the repository', () => {
  it('has the nine chat steps of the document in order (domain.md C1)', () => {
    expect(content.service.protocol.steps.map(({ id }) => id)).toEqual([
      'equipment',
      'greeting',
      'introduction',
      'receive-request',
      'spelling',
      'clear',
      'closing-check',
      'goodbye',
      'satisfaction',
    ])
  })

  it('has a playbook for each of the eight cases and for both retention processes, all drafts', () => {
    expect(content.service.playbooks).toHaveLength(10)
    expect(content.service.playbooks.every(({ draft }) => draft)).toBe(true)
  })

  it('has a quiz of eight cases without right answers, the last one marked as cut short (E1)', async () => {
    const [quiz] = content.service.quizzes
    expect(quiz?.items).toHaveLength(8)
    expect(quiz?.items.map(({ incomplete }) => incomplete).lastIndexOf(true)).toBe(7)
    expect(await read('conocimiento-agentes.quiz.json')).not.toMatch(/"(key|right|correct)"/)
  })

  it.each(['Siebel', 'GPS', 'BKO', 'CNPJ', 'CEP', 'TOKEN', 'Anatel', 'riesgo', 'deserción'])(
    'forbids %s, and says it nowhere else (E3)',
    (word) => {
      expect(content.service.checks.forbidden).toContain(word)
      const texts = JSON.stringify([
        content.service.playbooks,
        content.service.quizzes,
        content.service.protocol,
        content.phrases,
      ])
      expect(texts).not.toMatch(new RegExp(`\\b${word}\\b`, 'iu'))
    },
  )
})

describe('checkPlaybook, checkProtocol and checkQuiz', () => {
  it('refuse conditions that can never hold', async () => {
    const value = playbookSchema.parse(JSON.parse(await read('sin-servicio.playbook.json')))
    const [first, second, third] = value.steps
    const broken = {
      ...value,
      steps: [
        { ...first!, when: { step: 'bloqueo', oneOf: ['si'] } },
        second!,
        { ...third!, when: { step: 'bloqueo', oneOf: ['quizas'] } },
        second!,
      ],
    }
    expect(faultsOf((report) => checkPlaybook({ file: 'f', value: broken }, report))).toEqual([
      'steps: bloqueo is there twice',
      'identidad.when: there is no step bloqueo before it',
      'pago.when: bloqueo has no answer quizas',
    ])
  })

  it('refuse a step that is not there, and a variable that nothing fills', async () => {
    const value = protocolDefinition.parse(JSON.parse(await read('chat.protocol.json')))
    value.beforeSurvey.push('nada')
    value.closing.goodbye.es = 'Gracias, {nombre}.'
    expect(faultsOf((report) => checkProtocol({ file: 'f', value }, report))).toEqual([
      'beforeSurvey: there is no step nada',
      'goodbye.es: nothing fills {nombre}',
    ])
  })

  it('refuse the same option twice, and a file that gives the answer away', async () => {
    const value = quizSchema.parse(JSON.parse(await read('conocimiento-agentes.quiz.json')))
    const [item] = value.items
    item!.options.push(item!.options[0]!)
    expect(faultsOf((report) => checkQuiz({ file: 'f', value }, report))).toEqual([
      'sin-servicio: option a is there twice',
    ])
    const told = { ...value, items: [{ ...item!, key: 'b' }] }
    expect(quizSchema.safeParse(told).success).toBe(false)
  })
})
