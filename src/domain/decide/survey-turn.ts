import type { IntentId, Understanding } from '../intent.js'
import { plainText } from '../plain-text.js'
import { freeAnswer, parseAnswer } from '../survey-answer.js'
import type { ParsedAnswer } from '../survey-answer.js'
import { currentQuestion, oneBack, priorityOf, withAnswer, withMiss } from '../survey-flow.js'
import type { Survey, SurveySession } from '../survey.js'
import type { Draft } from './draft.js'
import { contactDueAt, inWords } from './due.js'
import { invitationReply, isAttempt } from './invitation-reply.js'
import { offTopicIntents } from './off-topic.js'
import { askAgain, askCurrent, reaskText } from './survey-words.js'

const commands = (list: string): ReadonlySet<string> => new Set(list.split('|'))
const backCommands = commands(
  'atras|volver|regresar|anterior|pregunta anterior|volver atras|ir atras|regresar atras|me equivoque|voltar|pergunta anterior|para atras',
)
const cancelCommands = commands(
  'cancelar|cancelar encuesta|cancelar la encuesta|cancela|salir|salir de la encuesta|terminar|terminar encuesta|detener|parar|dejar encuesta|dejar la encuesta|' +
    'ya no quiero la encuesta|no quiero seguir con la encuesta|no quiero la encuesta|cancelar pesquisa|cancelar a pesquisa|sair|sair da pesquisa|encerrar',
)
/** "no quiero contestar encuestas", "ya no voy a llenar su encuesta": says no to it in a sentence. */
const refusal =
  /^(?:gracias |no gracias |disculpe |pero )?(?:ya )?(?:no|nao) (?:quiero|deseo|pienso|voy|puedo|tengo|me interesa|me interesan|quero|vou|posso|desejo|tenho|me interessa)(?: \w+){0,4} (?:encuestas?|encuestitas?|pesquisas?)$/
const repeatCommands = commands(
  'repetir|repita|repite|repita la pregunta|repetir pregunta|que pregunta|cual pregunta|repetir a pergunta',
)

/** With a survey open these mean the survey, not whether the message is real. */
const explainCommands = commands(
  'de que se trata|de q se trata|de que se trata esto|de que se trata la encuesta|de que trata|de que va|de que es|de que es la encuesta|que es esto|que encuesta|' +
    'cual encuesta|para que es|para que es esto|para que es la encuesta|para que|para que sirve|do que se trata|de que trata isso|sobre o que e|para que e|para que serve|' +
    'que pesquisa|que pesquisa e essa|o que e isso',
)

/** Misses in a row after which the bot explains the way out once and then waits in silence (no two robots in a loop). */
const missesBeforeHint = 3

const complete = (draft: Draft, survey: Survey, session: SurveySession): void => {
  const dueAt = contactDueAt(draft, 'retention-survey')
  draft.endSurvey(session, 'completed')
  draft.requestTicket({
    kind: 'retention-survey',
    queue: 'retention',
    priority: priorityOf(survey, session.answers),
    reason: 'survey-completed',
    product: survey.product,
    session,
    dueAt,
    escalated: false,
  })
  draft.say(survey.thanks[draft.language].replace('{hasta}', inWords(draft, dueAt)))
}

const takeAnswer = (
  draft: Draft,
  survey: Survey,
  session: SurveySession,
  answer: ParsedAnswer,
): void => {
  draft.note(`answer:${session.question}`)
  const next = withAnswer(survey, session, answer, draft.situation.now)
  if (next.completed) return complete(draft, survey, next.session)
  draft.setSession(next.session)
  askCurrent(draft, survey, next.session)
}

const takeMiss = (draft: Draft, survey: Survey, session: SurveySession): void => {
  const missed = withMiss(survey, session, draft.situation.now)
  draft.setSession(missed)
  draft.note(`miss:${missed.misses}`)
  if (missed.misses < missesBeforeHint)
    return draft.say(reaskText(currentQuestion(survey, session), draft.language))
  if (missed.misses === missesBeforeHint) draft.sayPhrase('surveyTooManyMisses')
}

const goBack = (draft: Draft, survey: Survey, session: SurveySession): void => {
  const previous = oneBack(survey, session, draft.situation.now)
  if (!previous) draft.sayPhrase('surveyAtFirstQuestion')
  else draft.setSession(previous)
  askCurrent(draft, survey, previous ?? session)
}

const giveUp = (draft: Draft, survey: Survey, session: SurveySession): void => {
  draft.endSurvey(session, 'cancelled')
  draft.say(survey.cancelled[draft.language])
}

/** True when the text was one of the words that steer the survey. */
const takeCommand = (
  draft: Draft,
  survey: Survey,
  session: SurveySession,
  text: string,
): boolean => {
  const plain = plainText(text)
  if (backCommands.has(plain)) goBack(draft, survey, session)
  else if (cancelCommands.has(plain) || refusal.test(plain)) giveUp(draft, survey, session)
  else if (repeatCommands.has(plain)) askCurrent(draft, survey, session)
  else if (explainCommands.has(plain)) {
    draft.say(survey.explanation[draft.language])
    askAgain(draft, survey, session)
  } else return false
  return true
}

/** "sí" or "no" to the invitation itself, before anything was answered. */
const takeInvitationReply = (
  draft: Draft,
  survey: Survey,
  session: SurveySession,
  text: string,
): boolean => {
  if (session.state !== 'offered') return false
  const reply = invitationReply(draft.situation.understanding, text)
  if (reply === 'yes') {
    draft.setSession({ ...session, state: 'running' })
    askCurrent(draft, survey, { ...session, state: 'running' })
  } else if (reply === 'no') {
    draft.endSurvey(session, 'cancelled')
    draft.sayPhrase('surveyDeclined')
  }
  return reply !== null
}

/** "ahora sí", "dale, sigamos": they want the question, and are no words of their own for an answer to it. */
const saysGoOn = (understanding: Understanding | null): boolean =>
  understanding?.decision === 'answer' && understanding.intents.every((intent) => intent === 'si')

/** Neither an answer nor another matter. False: an offered survey that asked again once, or was not meant, steps aside. */
const takeUnclear = (
  draft: Draft,
  survey: Survey,
  session: SurveySession,
  text: string,
): boolean => {
  const { understanding } = draft.situation
  const free = freeAnswer(currentQuestion(survey, session), text)
  if (free && !saysGoOn(understanding)) takeAnswer(draft, survey, session, free)
  else if (session.state === 'offered' && !(session.misses === 0 && isAttempt(understanding, text)))
    return false
  else takeMiss(draft, survey, session)
  return true
}

/** Returns true when the text answered the question and nothing else was meant. */
const takeParsed = (
  draft: Draft,
  survey: Survey,
  others: readonly IntentId[],
  text: string,
): boolean => {
  const session = draft.session
  if (!session) return false
  const question = currentQuestion(survey, session)
  const parsed = parseAnswer(question, text, draft.situation.contact.phone)
  if (!parsed || (question.kind === 'text' && others.length > 0)) return false
  takeAnswer(draft, survey, session, parsed)
  return true
}

/**
 * A text while a survey session is open (intents.md, surveys): a command, an answer, another matter (answered, then the same
 * question again), or something not understood (asked again). Returns false when an offered survey should step aside and the
 * message be treated as if there were none.
 */
export const takeSurveyText = (
  draft: Draft,
  survey: Survey,
  text: string,
  answerIntents: (intents: readonly IntentId[]) => void,
): boolean => {
  const session = draft.session
  if (!session) return false
  if (takeCommand(draft, survey, session, text)) return true
  const others = offTopicIntents(
    currentQuestion(survey, session),
    draft.situation.understanding,
    text,
  )
  if (takeParsed(draft, survey, others, text)) return true
  if (takeInvitationReply(draft, survey, session, text)) return true
  if (others.length === 0) return takeUnclear(draft, survey, session, text)
  answerIntents(others)
  if (draft.session?.id === session.id) askAgain(draft, survey, draft.session)
  return true
}
