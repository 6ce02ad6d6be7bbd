import { z } from 'zod'

/** Keys of `conversations/phrases.<locale>.json`; a missing or unknown key stops the boot. */
export const phraseKeys = [
  'callScript',
  'authenticNoRecord',
  'contactWithinTime',
  'contactOverdueEscalated',
  'contactAlreadyEscalated',
  'contactAlreadyMade',
  'surveyNotFinished',
  'surveyNeverSent',
  'notReceivedTaskOpened',
  'updateDataTaskOpened',
  'surveyNoneOpen',
  'surveyWhereWeWere',
  'surveyMediaReask',
  'surveyVoiceReask',
  'surveyAtFirstQuestion',
  'surveyTooManyMisses',
  'surveyDeclined',
  'cancelTicketOpened',
  'cancelTicketExists',
  'regulatorTicketOpened',
  'humanTicketOpened',
  'optedOut',
  'alreadyOptedOut',
  'optedIn',
  'wrongNumber',
  'askWhichIntent',
  'askWhichIntentNone',
  'equipmentDeadline',
  'equipmentDeadlinePassed',
  'equipmentNoDeadline',
  'equipmentCharged',
  'equipmentNotCharged',
  'equipmentSubjectBuilt',
  'equipmentAskNationalId',
  'equipmentAskFullName',
  'equipmentAskService',
  'equipmentNationalIdDoubt',
  'documentReceived',
  'mediaNotUnderstood',
  'voiceNotUnderstood',
  'locationReceived',
  'contactCardReceived',
  'permanenceOwn',
  'permanenceFree',
  'electronicInvoiceOwn',
  'languageSwitched',
  'mailSubjectCancelled',
  'satisfactionAsk',
  'satisfactionReask',
  'satisfactionAskComment',
  'satisfactionThanks',
  'satisfactionLate',
] as const
export type PhraseKey = (typeof phraseKeys)[number]

const phraseFile = z.object(
  Object.fromEntries(phraseKeys.map((key) => [key, z.string().min(1)])) as Record<
    PhraseKey,
    z.ZodString
  >,
)
export const phrasesSchema = z.object({ es: phraseFile.strict(), pt: phraseFile.strict() })
export type Phrases = z.infer<typeof phrasesSchema>

/**
 * Puts values into a text in one pass over a flat list of names. A value is never looked at again, so a customer called
 * `{numero}` stays that (security.md 36). A variable without a value is an error of ours.
 */
export const fillIn = (text: string, variables: Readonly<Record<string, string>> = {}): string =>
  text.replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) throw new Error(`The text needs a value for {${name}}.`)
    return value
  })
