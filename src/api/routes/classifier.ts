import { DomainError } from '../../domain/errors.js'
import type { ClassifierFace } from '../classifier-face.js'
import {
  classifierView,
  explainRequest,
  explanationView,
  trainRequest,
  type ClassifierView,
} from '../contract/classifier.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

/** A model decides what every customer is told: only who manages the installation changes it. */
const operator = 'channels:link'

const change = (
  face: ClassifierFace,
  asked: { verb: 'promote' | 'discard' | 'rollBack'; path: string; summary: string; none: string },
): Route =>
  route({
    method: 'post',
    path: asked.path,
    tag: 'classifier',
    summary: asked.summary,
    access: operator,
    answer: classifierView,
    handle: () => {
      if (!face[asked.verb]()) throw new DomainError('conflict', asked.none)
      return Promise.resolve(viewOf(face))
    },
  })

const viewOf = (face: ClassifierFace): ClassifierView => classifierView.parse(face.overview())

const createModelRoutes = (face: ClassifierFace): Route[] => [
  route({
    method: 'get',
    path: '/api/classifier',
    tag: 'classifier',
    summary: 'The live model, the one before, the one in shadow and where it differs',
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
    handle: ({ body }) => {
      if (face.overview().training) {
        throw new DomainError('conflict', 'Ya se está entrenando un modelo.')
      }
      face.train(body)
      return Promise.resolve(viewOf(face))
    },
  }),
]

/** The models and what they think; nothing when the classifier cannot learn. */
export const createClassifierRoutes = (face: ClassifierFace | null | undefined): Route[] =>
  !face
    ? []
    : [
        ...createModelRoutes(face),
        change(face, {
          verb: 'promote',
          path: '/api/classifier/promote',
          summary: 'The model in shadow goes live',
          none: 'No hay un modelo en prueba.',
        }),
        change(face, {
          verb: 'discard',
          path: '/api/classifier/discard',
          summary: 'The model in shadow is dropped',
          none: 'No hay un modelo en prueba.',
        }),
        change(face, {
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
          handle: ({ body }) => {
            const { classification, ...rest } = face.explain(body.text)
            const { intent: answered, ...understood } = classification
            return Promise.resolve(explanationView.parse({ ...understood, ...rest, answered }))
          },
        }),
      ]
