import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import dictionaryEs from 'dictionary-es'
import dictionaryPt from 'dictionary-pt'
import { checkSettings } from '../../src/domain/checks/check-settings.js'
import type { Speller } from '../../src/domain/checks/spelling.js'
import { wordsOf } from '../../src/domain/checks/words-of.js'
import { createHunspellSpeller } from '../../src/spelling/hunspell-speller.js'
import { everyText, type Text } from './every-text.js'
import { exceptions, properWords, unaccentedNouns } from './proper-words.js'

const { vocabulary } = checkSettings.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../conversations/checks.json'), 'utf8')),
)

let spellers: Record<'es' | 'pt', Speller>
beforeAll(() => {
  spellers = {
    es: createHunspellSpeller(dictionaryEs, 'es'),
    pt: createHunspellSpeller(dictionaryPt, 'pt'),
  }
})

/** Case counts: a name is not a word, and a word of the trade that opens a sentence has a capital. */
const isKept = (word: string, language: 'es' | 'pt'): boolean =>
  [...vocabulary, ...properWords[language]].some(
    (kept) => kept === word || kept === word.charAt(0).toLowerCase() + word.slice(1),
  )

const misspelled = ({ text, language }: Pick<Text, 'text' | 'language'>): string[] => {
  const words = wordsOf(text).map((word) => word.text)
  const wrong = words.filter(
    (word) =>
      unaccentedNouns[language].includes(word.toLowerCase()) ||
      (word.length > 1 && !spellers[language].correct(word) && !isKept(word, language)),
  )
  return [...new Set(wrong)]
}

const excepted = ({ place, language }: Text): readonly string[] =>
  exceptions.find((one) => one.place === place && one.language === language)?.words ?? []

describe('the texts of intents/ and conversations/', () => {
  const texts = everyText()

  it('are all found', () => {
    const files = new Set(texts.map(({ place }) => place.split(' ')[0]))
    expect([...files]).toEqual(
      expect.arrayContaining([
        ...['phrases.es.json', 'phrases.pt.json', 'atencion.replies.json', 'settings.json'],
        ...['retencion-tv.survey.json', 'retencion-movil.playbook.json', 'chat.protocol.json'],
        ...['preventive-survey.campaign.json', 'campanas.es.json', 'servicio.pt.json'],
      ]),
    )
    expect(texts.length).toBeGreaterThan(800)
  })

  it('are spelled as the dictionaries spell, but for names and texts that go out to the letter', () => {
    const faults = texts.flatMap((text) => {
      const words = misspelled(text).filter((word) => !excepted(text).includes(word))
      return words.length === 0 ? [] : [`${text.place} (${text.language}): ${words.join(', ')}`]
    })
    expect(faults).toEqual([])
  })

  it.each([
    ['es', 'Puede llamar al numero de siempre, le atendera un asezor', 'numero atendera asezor'],
    ['pt', 'Você pode ligar, o atendente nao demora nesse horario', 'nao horario'],
    ['es', 'Hable con Cledia de la Jefatrua', 'Cledia Jefatrua'],
  ] as const)('would be caught with a slip in %s: %s', (language, text, words) => {
    expect(misspelled({ text, language })).toEqual(words.split(' '))
  })

  it.each(exceptions)('still need the exception of $place: $reason', (exception) => {
    const { place, language, words } = exception
    const wrong = texts
      .filter((one) => one.place === place && one.language === language)
      .flatMap(misspelled)
    expect(wrong).toEqual(words)
  })
})

describe('the kept words', () => {
  it.each(['es', 'pt'] as const)('are all said somewhere and in no dictionary (%s)', (language) => {
    const said = new Set(
      everyText()
        .filter((one) => one.language === language)
        .flatMap(({ text }) => wordsOf(text).map((word) => word.text)),
    )
    const needless = properWords[language].filter(
      (word) => !said.has(word) || spellers[language].correct(word),
    )
    expect(needless).toEqual([])
  })
})
