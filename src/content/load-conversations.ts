import { z } from 'zod'
import { campaignDefinition, type CampaignDefinition } from '../domain/campaign.js'
import { intentIds, type IntentId } from '../domain/intent.js'
import { phraseKeys, phrasesSchema, type Phrases } from '../domain/phrases.js'
import { businessSettings, type BusinessSettings } from '../domain/settings.js'
import { localizedText, surveySchema, type LocalizedText, type Survey } from '../domain/survey.js'
import { shaped, type Report } from './faults.js'
import type { ContentFile } from './read-files.js'
import { phraseVariables, unknownVariables } from './text-variables.js'

type Titles = Record<IntentId, LocalizedText>

/** A checked value with the file it came from, for the reports of later checks. */
export type Sourced<Value> = { file: string; value: Value }

export type Conversations = {
  phrases: Phrases | null
  settings: BusinessSettings | null
  titles: Titles | null
  surveys: Sourced<Survey>[]
  campaigns: Sourced<CampaignDefinition>[]
}

const titlesSchema = z
  .object(
    Object.fromEntries(intentIds.map((id) => [id, localizedText])) as Record<
      IntentId,
      typeof localizedText
    >,
  )
  .strict()

const known =
  /^conversations\/(phrases\.(es|pt)|settings|intent-titles|checks|satisfaction|[a-z][a-z0-9-]*\.(survey|campaign|playbook|quiz|protocol|replies))\.json$/

/** The files of `conversations/` in their shapes. */
export const loadConversations = (files: ContentFile[], report: Report): Conversations => {
  for (const { file } of files) if (!known.test(file)) report(file, '', 'has no known kind of name')
  return {
    phrases: loadPhrases(files, report),
    settings: single(files, 'settings.json', { schema: businessSettings, report }),
    titles: single(files, 'intent-titles.json', { schema: titlesSchema, report }),
    surveys: named(files, '.survey.json', { schema: surveySchema, report }),
    campaigns: named(files, '.campaign.json', { schema: campaignDefinition, report }),
  }
}

type Reading<Schema extends z.ZodType> = { schema: Schema; report: Report }

export const single = <Schema extends z.ZodType>(
  files: ContentFile[],
  name: string,
  { schema, report }: Reading<Schema>,
): z.infer<Schema> | null => {
  const found = files.find(({ file }) => file === `conversations/${name}`)
  if (found) return shaped(schema, found.value, { report, file: found.file })
  report(`conversations/${name}`, '', 'is missing')
  return null
}

/** The file `<id>.survey.json` holds the survey `<id>`. */
export const named = <Schema extends z.ZodType<{ id: string }>>(
  files: ContentFile[],
  ending: string,
  { schema, report }: Reading<Schema>,
): Sourced<z.infer<Schema>>[] =>
  files.flatMap(({ file, value }) => {
    if (!file.endsWith(ending)) return []
    const checked = shaped(schema, value, { report, file })
    if (!checked) return []
    if (file !== `conversations/${checked.id}${ending}`) {
      report(file, 'id', `is ${checked.id}, so the file must be called ${checked.id}${ending}`)
    }
    return [{ file, value: checked }]
  })

const loadPhrases = (files: ContentFile[], report: Report): Phrases | null => {
  const es = phrasesOf('es', files, report)
  const pt = phrasesOf('pt', files, report)
  return es && pt ? { es, pt } : null
}

const phrasesOf = (
  locale: 'es' | 'pt',
  files: ContentFile[],
  report: Report,
): Phrases['es'] | null => {
  const name = `phrases.${locale}.json`
  const phrases = single(files, name, { schema: phrasesSchema.shape[locale], report })
  for (const key of phrases ? phraseKeys : []) {
    for (const variable of unknownVariables(phrases?.[key] ?? '', phraseVariables[key] ?? [])) {
      report(`conversations/${name}`, key, `nothing fills ${variable}`)
    }
  }
  return phrases
}
