import type { ReactNode } from 'react'
import type { TurnView } from '../../../../src/api/contract/message.js'
import type { WhatHappenedView } from '../../../../src/api/contract/simulator.js'
import { t } from '../../lib/language/messages.js'
import { Written } from '../../ui/conversation/written.js'
import { Tag } from '../../ui/tag.js'
import { IntentScores } from './intent-scores.js'
import classes from './what-happened.module.css'

const words = t.simulator

const Step = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.step}>
    <h3>{title}</h3>
    {children}
  </section>
)

const Turn = ({ turn }: { turn: TurnView }) => (
  <>
    {turn.normalized === null ? null : (
      <Step title={words.normalized}>
        <p className={classes.text}>{turn.normalized}</p>
      </Step>
    )}
    <Step title={words.intents}>
      <IntentScores turn={turn} />
    </Step>
    <Step title={words.decision}>
      {turn.decisions.length === 0 ? <p className="quiet">{t.common.none}</p> : null}
      <ol className={classes.decisions}>
        {turn.decisions.map((decision, index) => (
          <li key={index}>
            <code>{decision}</code>
          </li>
        ))}
      </ol>
    </Step>
  </>
)

const statusTone = (status: string) => {
  if (status === 'failed' || status === 'expired') return 'bad'
  return status === 'queued' || status === 'sending' ? 'soon' : 'good'
}

const Replies = ({ replies }: Pick<WhatHappenedView, 'replies'>) => (
  <Step title={words.writtenAndSent}>
    {replies.length === 0 ? <p className="quiet">{words.noReply}</p> : null}
    <ul className={classes.replies}>
      {replies.map((reply) => (
        <li key={reply.id}>
          <p className={classes.text}>
            <Written text={reply.text ?? t.common.none} />
          </p>
          <Tag tone={statusTone(reply.status)}>
            {t.conversation.deliveries[reply.status as keyof typeof t.conversation.deliveries] ??
              reply.status}
          </Tag>
          {reply.failure ? <span className={classes.failure}>{reply.failure}</span> : null}
        </li>
      ))}
    </ul>
  </Step>
)

const Outcome = ({ survey, ticket }: Pick<WhatHappenedView, 'survey' | 'ticket'>) => (
  <>
    {survey ? (
      <Step title={words.survey}>
        <p>{words.surveyState(survey.question, survey.answered)}</p>
      </Step>
    ) : null}
    {ticket ? (
      <Step title={words.ticket}>
        <p>
          <a href={`/tickets/${ticket.id}`} target="_blank" rel="noreferrer">
            {words.openTicket(ticket.number)}
          </a>{' '}
          <Tag>{t.ticket.statuses[ticket.status]}</Tag>
        </p>
      </Step>
    ) : null}
  </>
)

/** The drawer: how the last message was read, what was decided, and what went out. */
export const WhatHappened = ({ happened }: { happened: WhatHappenedView | undefined }) => {
  if (!happened?.message) return <p className={classes.nothing}>{words.nothingYet}</p>
  return (
    <div className={classes.drawer}>
      <Step title={words.customerWrote}>
        <p className={classes.text}>{happened.message.text ?? t.conversation.unsupported}</p>
      </Step>
      {happened.turn ? (
        <Turn turn={happened.turn} />
      ) : (
        <p className="quiet">{happened.mode === 'human' ? words.humanMode : words.waiting}</p>
      )}
      {happened.turn && happened.mode === 'human' ? (
        <p className="quiet">{words.humanMode}</p>
      ) : null}
      <Replies replies={happened.replies} />
      <Outcome survey={happened.survey} ticket={happened.ticket} />
    </div>
  )
}
