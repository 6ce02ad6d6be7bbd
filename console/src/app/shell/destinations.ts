import {
  IconAlarm,
  IconAt,
  IconBrain,
  IconChecklist,
  IconDeviceMobileMessage,
  IconHelpHexagon,
  IconInbox,
  IconMessages,
  IconMoodSmile,
  IconPlugConnected,
  IconSchool,
  IconSettings,
  IconShieldQuestion,
  IconSpeakerphone,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Capability } from '../../../../src/api/contract/session.js'
import { t } from '../../lib/language/messages.js'

export type Destination = {
  to: string
  label: string
  icon: ComponentType<{ size?: number; stroke?: number }>
  needs?: Capability
  /** Another page of the server, not of this console. */
  outside?: boolean
}

export type DestinationGroup = { label: string; destinations: Destination[] }

const groups: DestinationGroup[] = [
  {
    label: t.shell.work,
    destinations: [
      { to: '/queue/mine', label: t.shell.tickets, icon: IconInbox },
      { to: '/mentions', label: t.shell.mentions, icon: IconAt },
      { to: '/team', label: t.shell.team, icon: IconUsersGroup },
      {
        to: '/escalations',
        label: t.shell.escalations,
        icon: IconAlarm,
        needs: 'tickets:take-over',
      },
      { to: '/satisfaction', label: t.satisfaction.title, icon: IconMoodSmile },
      { to: '/adherence', label: t.protocol.title, icon: IconChecklist },
      { to: '/quiz', label: t.quiz.title, icon: IconSchool },
    ],
  },
  {
    label: t.shell.review,
    destinations: [
      {
        to: '/transcripts',
        label: t.shell.transcripts,
        icon: IconMessages,
        needs: 'transcripts:read-any',
      },
      {
        to: '/unanswered',
        label: t.shell.unanswered,
        icon: IconHelpHexagon,
        needs: 'transcripts:read-any',
      },
      {
        to: '/understanding',
        label: t.understanding.title,
        icon: IconBrain,
        needs: 'transcripts:read-any',
      },
      {
        to: '/reports',
        label: t.shell.reports,
        icon: IconShieldQuestion,
        needs: 'transcripts:read-any',
      },
    ],
  },
  {
    label: t.shell.administration,
    destinations: [
      {
        to: '/campaigns',
        label: t.shell.campaigns,
        icon: IconSpeakerphone,
        needs: 'campaigns:send',
      },
      { to: '/channels', label: t.shell.channels, icon: IconPlugConnected, needs: 'channels:link' },
      { to: '/users', label: t.shell.users, icon: IconUsers, needs: 'users:manage' },
      { to: '/settings', label: t.shell.settings, icon: IconSettings },
    ],
  },
]

const simulator: Destination = {
  to: '/simulator',
  label: t.shell.simulator,
  icon: IconDeviceMobileMessage,
  outside: true,
}

/** Where somebody with these rights can go. */
export const destinationsFor = (
  capabilities: readonly Capability[],
  withSimulator: boolean,
): DestinationGroup[] =>
  [...groups, ...(withSimulator ? [{ label: t.shell.simulator, destinations: [simulator] }] : [])]
    .map((group) => ({
      ...group,
      destinations: group.destinations.filter(
        ({ needs }) => !needs || capabilities.includes(needs),
      ),
    }))
    .filter((group) => group.destinations.length > 0)
