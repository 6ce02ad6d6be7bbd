import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { withMessage } from '../../src/domain/protocol-evidence.js'
import { noEvidence, protocolDefinition } from '../../src/domain/protocol.js'
import { aMessage } from '../support/builders.js'

const file = join(import.meta.dirname, '..', '..', 'conversations', 'chat.protocol.json')
const protocol = protocolDefinition.parse(JSON.parse(readFileSync(file, 'utf8')))

/** The steps of the delivered protocol that these words of an agent make. */
const stepsOf = (text: string): string[] => {
  const message = aMessage({ author: 'agent', content: { kind: 'text', text } })
  return withMessage(protocol, noEvidence, message, false).said.map(({ step }) => step)
}

describe('a greeting of the delivered protocol', () => {
  it.each([
    'Buenos días.',
    'BUENOS DIAS',
    'Buen día, ¿en qué le puedo ayudar?',
    '¡Buenas tardes, doña Rosa!',
    'Muy buenas noches, Rosa',
    'Buenas, Rosa. Veo su solicitud.',
    'Hola',
    'Hola Rosa, su caso está listo.',
    'Hola de nuevo, Rosa.',
    'Rosa, buenos días',
    'Rosa María, buenas tardes. Le escribo por su encuesta.',
    'Sra. Rosa, buenos días',
    'Señor Pérez, muy buenas tardes.',
    'Estimada Rosa, buenos días. Le saluda Marcela.',
    'Estimada Rosa.\nBuenas tardes',
    'Estimada Rosa, le saluda Marcela',
    'Le saluda Marcela, del equipo de Fidelización y Retención.',
    'Estimado cliente Juan Pérez, reciba un cordial saludo de CNT.',
    'Es un gusto saludarle, Rosa.',
    'Un cordial saludo, Rosa: le escribo por su encuesta.',
    'Saludos, don Juan. Le escribo de CNT.',
    'Bienvenida, Rosa, ¿en qué le ayudo?',
    'Le damos la bienvenida a CNT.',
    'Disculpe la demora. Buenos días, le atiende Marcela de CNT.',
    'Disculpe la demora. Buenas tardes. Ya reviso su caso.',
    '¿Qué tal, Rosa?',
    'Bom dia, dona Rosa.',
    'Boa tarde! Em que posso ajudar?',
    'Olá, Rosa',
    'Oi, tudo bem?',
    'Prezada Rosa, boa noite.',
    'Prezado cliente Juan, receba nossas saudações da CNT.',
    'Seja bem-vinda, Rosa.',
    'Rosa, bom dia! Aqui fala Marcela.',
    'Desculpe a demora. Bom dia, já vejo o seu caso.',
  ])('is %p', (text) => {
    expect(stepsOf(text)).toContain('greeting')
  })

  it.each([
    'Gracias por usar los servicios de CNT. Que tenga un buen día.',
    'Obrigado por usar os serviços da CNT. Tenha um bom dia.',
    'Gracias por su tiempo, buenas noches.',
    'Gracias por su tiempo. Buenas noches, Rosa.',
    'Gracias, buenas tardes',
    'Listo. Buenas noches.',
    'Buenas noches, que descanse.',
    'Buenas noches y que descanse',
    'Muchas gracias. Buenas tardes. Que le vaya bien.',
    'Que pase buenas tardes',
    'Boa noite, até amanhã.',
    'Obrigada, boa noite',
    'Atendemos de buenas tardes a buenas noches',
    'La tarde de ayer revisamos su decodificador.',
    'Buenas noticias, Rosa: el técnico va hoy.',
    'El buen día de pago es el 15.',
    'Hay una ola de calor en la Costa.',
    'Usted siempre es bienvenido a nuestras agencias.',
    'Estimada Rosa, su factura ya está lista.',
    'Entiendo, Rosa. Voy a revisar su plan.',
    'Controla la señal del decodificador',
    'Me saludó el técnico, dice.',
    'O dia foi bom para a visita?',
  ])('is not %p', (text) => {
    expect(stepsOf(text)).not.toContain('greeting')
  })

  it('introduces the agent too where it names them', () => {
    expect(stepsOf('Estimada Rosa, le saluda Marcela')).toEqual(['greeting', 'introduction'])
    expect(stepsOf('Buenos días')).toEqual(['greeting'])
    expect(stepsOf('Mi nombre es Marcela.')).toEqual(['introduction'])
  })

  it('is each text that the protocol offers for it, and its goodbye is none', () => {
    const { opening, closing } = protocol
    const filled = (text: string) => text.replace('{cliente}', 'Rosa').replace('{agente}', 'Ana')
    for (const language of ['es', 'pt'] as const) {
      expect(stepsOf(filled(opening.greeting[language]))).toContain('greeting')
      expect(stepsOf(filled(closing.goodbye[language]))).toEqual(['goodbye'])
    }
  })
})
