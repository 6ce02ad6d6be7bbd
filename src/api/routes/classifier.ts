import { DomainError } from '../../domain/errors.js'
import { createAudit, type WriteAudit } from '../audit.js'
import type { ClassifierFace } from '../classifier-face.js'
import { classifierView, trainRequest, type ClassifierView } from '../contract/classifier.js'
import { explainRequest, explanationView } from '../contract/explanation.js'
import type { ApiDeps } from '../deps.js'
import { presentExplanation } from '../present/explanation.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { createDriftRoutes } from './drift.js'
import { createExplanationRoutes } from './explanation.js'
import { createShadowRoutes } from './shadow.js'

/** A model decides what every customer is told: only who manages the installation changes it. */
const operator = 'channels:link'

const viewOf = (face: ClassifierFace): ClassifierView => classifierView.parse(face.overview())

const change = (
  face: ClassifierFace,
  audit: WriteAudit,
  asked: {
    verb: 'promote' | 'discard' | 'rollBack'
    path: string
    summary: string
    none: string
  },
): Route =>
  route({
    method: 'post',
    path: asked.path,
    tag: 'classifier',
    summary: asked.summary,
    access: operator,
    answer: classifierView,
    handle: async ({ agent }) => {
      if (!(await face[asked.verb]())) throw new DomainError('conflict', asked.none)
      const view = viewOf(face)
      await audit(agent, `classifier.${asked.verb}`, view.live.hash)
      return view
    },
  })

const createModelRoutes = (face: ClassifierFace, audit: WriteAudit): Route[] => [
  route({
    method: 'get',
    path: '/api/classifier',
    tag: 'classifier',
    summary: 'The live model, the one before and the one in shadow',
    access: 'transcripts:read-any',
    answer: classifierView,
    handle: () => Promise.resolve(viewOf(face)),
  }),
  route({
    method: 'post',
    path: '/api/classifier/train',
    tag: 'classifier',
    summary: 'Learns the corpus on disk in a thread; messages are answered meanwhile',
    access: operator,
    body: trainRequest,
    answer: classifierView,
    status: 202,
    handle: async ({ agent, body }) => {
      if (face.overview().training) {
        throw new DomainError('conflict', 'Ya se está entrenando un modelo.')
      }
      face.train(body)
      await audit(agent, 'classifier.train', null)
      return viewOf(face)
    },
  }),
  change(face, audit, {
    verb: 'promote',
    path: '/api/classifier/promote',
    summary: 'The model in shadow goes live',
    none: 'No hay un modelo en prueba.',
  }),
  change(face, audit, {
    verb: 'discard',
    path: '/api/classifier/discard',
    summary: 'The model in shadow is dropped',
    none: 'No hay un modelo en prueba.',
  }),
  change(face, audit, {
    verb: 'rollBack',
    path: '/api/classifier/roll-back',
    summary: 'The model before the live one comes back',
    none: 'No hay un modelo anterior.',
  }),
  route({
    method: 'post',
    path: '/api/classifier/explain',
    tag: 'classifier',
    summary: 'Which features of a text led to its intent',
    access: 'session',
    body: explainRequest,
    answer: explanationView,
    handle: ({ body }) => Promise.resolve(presentExplanation(face.explain(body.text))),
  }),
]

/** The models and what they think; nothing when the classifier cannot learn. */
export const createClassifierRoutes = (
  deps: Pick<ApiDeps, 'classifier' | 'records' | 'transcripts' | 'clock' | 'newId'>,
): Route[] => {
  const { classifier: face } = deps
  if (!face) return []
  return [
    ...createModelRoutes(face, createAudit(deps)),
    ...createShadowRoutes(face, deps.records),
    ...createDriftRoutes(face, deps.clock),
    ...createExplanationRoutes(face, deps.transcripts),
  ]
}
