import { createBrowserRouter, Navigate } from 'react-router'
import { load } from '../lib/lazily.js'
import { Bones } from '../ui/bones.js'
import { Broken } from '../ui/crash.js'
import { Desk } from './desk.js'
import { Lost } from './lost.js'
import { Needs } from './needs.js'
import { SignedIn } from './signed-in.js'

/** Each page is its own file to load, so that the first screen of an agent stays light. */
const page = (ask: () => Promise<React.ComponentType>) => async () => ({
  Component: await load(ask),
})

const review = [
  {
    path: 'transcripts/:conversationId?',
    lazy: page(
      async () => (await import('../features/transcripts/transcripts-page.js')).TranscriptsPage,
    ),
  },
  {
    path: 'unanswered',
    lazy: page(async () => (await import('../features/questions/questions-page.js')).QuestionsPage),
  },
  {
    path: 'understanding',
    lazy: page(
      async () =>
        (await import('../features/understanding/understanding-page.js')).UnderstandingPage,
    ),
  },
  {
    path: 'reports',
    lazy: page(async () => (await import('../features/reports/reports-page.js')).ReportsPage),
  },
]

const service = [
  {
    path: 'satisfaction',
    lazy: page(
      async () => (await import('../features/satisfaction/satisfaction-page.js')).SatisfactionPage,
    ),
  },
  {
    path: 'adherence',
    lazy: page(async () => (await import('../features/protocol/adherence-page.js')).AdherencePage),
  },
  {
    path: 'quiz',
    lazy: page(async () => (await import('../features/quiz/quiz-page.js')).QuizPage),
  },
]

const work = [
  {
    path: 'mentions',
    lazy: page(async () => (await import('../features/mentions/mentions-page.js')).MentionsPage),
  },
  {
    path: 'settings',
    lazy: page(async () => (await import('../features/settings/settings-page.js')).SettingsPage),
  },
  {
    path: 'team',
    lazy: page(async () => (await import('../features/team/team-page.js')).TeamPage),
  },
  {
    element: <Needs capability="tickets:take-over" />,
    children: [
      {
        path: 'escalations',
        lazy: page(
          async () => (await import('../features/escalations/escalations-page.js')).EscalationsPage,
        ),
      },
    ],
  },
]

const admin = [
  {
    element: <Needs capability="campaigns:send" />,
    children: [
      {
        path: 'campaigns',
        lazy: page(
          async () => (await import('../features/campaigns/campaigns-page.js')).CampaignsPage,
        ),
      },
    ],
  },
  {
    element: <Needs capability="users:manage" />,
    children: [
      {
        path: 'users',
        lazy: page(async () => (await import('../features/users/users-page.js')).UsersPage),
      },
    ],
  },
  {
    element: <Needs capability="channels:link" />,
    children: [
      {
        path: 'channels',
        lazy: page(
          async () => (await import('../features/channels/channels-page.js')).ChannelsPage,
        ),
      },
    ],
  },
]

const pages = [
  {
    path: '/sign-in',
    lazy: page(async () => (await import('../features/session/sign-in-page.js')).SignInPage),
  },
  {
    path: '/setup',
    lazy: page(async () => (await import('../features/session/setup-page.js')).SetupPage),
  },
  {
    path: '/',
    element: <SignedIn />,
    children: [
      { index: true, element: <Navigate to="/queue/mine" replace /> },
      {
        element: <Desk />,
        children: [
          { path: 'queue/:view?', element: null },
          {
            path: 'tickets/:ticketId',
            lazy: page(async () => (await import('../features/ticket/ticket-page.js')).TicketPage),
          },
        ],
      },
      ...work,
      ...service,
      { element: <Needs capability="transcripts:read-any" />, children: review },
      ...admin,
      { path: '*', element: <Lost /> },
    ],
  },
]

export const router = createBrowserRouter([
  {
    errorElement: <Broken />,
    hydrateFallbackElement: <Bones count={1} height={48} />,
    children: pages,
  },
])
