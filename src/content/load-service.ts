import { cannedReplyFile } from '../domain/canned-reply.js'
import { checkSettings } from '../domain/checks/check-settings.js'
import { playbookSchema } from '../domain/playbook.js'
import { protocolDefinition } from '../domain/protocol.js'
import { quizSchema } from '../domain/quiz.js'
import { satisfactionSettings } from '../domain/satisfaction.js'
import { checkPlaybook } from './check-playbook.js'
import { checkProtocol } from './check-protocol.js'
import { checkQuiz } from './check-quiz.js'
import { checkReplies } from './check-replies.js'
import type { ServiceContent } from './content.js'
import type { Report } from './faults.js'
import { named, single } from './load-conversations.js'
import type { ContentFile } from './read-files.js'

/** The files of `conversations/` that the service protocol goes by, checked; null when one of them cannot be used. */
export const loadService = (files: ContentFile[], report: Report): ServiceContent | null => {
  const checks = single(files, 'checks.json', { schema: checkSettings, report })
  const satisfaction = single(files, 'satisfaction.json', { schema: satisfactionSettings, report })
  const protocols = named(files, '.protocol.json', { schema: protocolDefinition, report })
  const playbooks = named(files, '.playbook.json', { schema: playbookSchema, report })
  const quizzes = named(files, '.quiz.json', { schema: quizSchema, report })
  const replies = named(files, '.replies.json', { schema: cannedReplyFile, report })
  for (const each of protocols) checkProtocol(each, report)
  for (const each of playbooks) checkPlaybook(each, report)
  for (const each of quizzes) checkQuiz(each, report)
  if (checks) checkReplies(replies, checks, report)
  const protocol = protocols.find(({ value }) => value.id === 'chat')?.value
  if (!protocol) report('conversations/chat.protocol.json', '', 'is missing')
  if (!protocol || !checks || !satisfaction) return null
  return {
    protocol,
    checks,
    satisfaction,
    playbooks: playbooks.map(({ value }) => value),
    quizzes: quizzes.map(({ value }) => value),
    replies: replies.flatMap(({ value }) => value.replies),
  }
}
