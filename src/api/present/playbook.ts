import { nextStep, openSteps, type PlaybookRun } from '../../domain/playbook.js'
import type { TicketPlaybooks } from '../../protocol/playbooks.js'
import type { PlaybookRunView, TicketPlaybooksView } from '../contract/playbook.js'

const presentRun = ({ playbook, marks, startedAt }: PlaybookRun): PlaybookRunView => ({
  playbookId: playbook.id,
  version: playbook.version,
  title: playbook.title,
  draft: playbook.draft,
  startedAt: startedAt.toISOString(),
  steps: openSteps(playbook, marks).map(({ id, text, options }) => ({
    id,
    text,
    options: options ?? null,
    value: marks.find(({ step }) => step === id)?.value ?? null,
  })),
  next: nextStep(playbook, marks),
})

export const presentPlaybooks = ({
  runs,
  available,
  mayTick,
}: TicketPlaybooks): TicketPlaybooksView => ({
  runs: runs.map(presentRun),
  available: available.map(({ playbook: { id, title, draft }, suits }) => ({
    id,
    title,
    draft,
    suits,
  })),
  mayTick,
})
