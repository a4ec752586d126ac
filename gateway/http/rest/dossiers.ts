/** `GET /v1/dossiers/{id}` and `GET /v1/dossiers`. A withheld field is absent and named in `meta`. */
import { prepareAnswer, prepareProblem } from '../../release/door.ts'
import { listPage } from '../../release/list-dossiers.ts'
import { joined } from '../../release/projection/output.ts'
import { readDossier } from '../../release/read-dossier.ts'
import { beginReading } from '../../release/reading.ts'
import { everything } from '../../release/selection.ts'
import { dossierId } from '../contract/ids.ts'
import { requireNoQuery } from '../forms.ts'
import type { Handler } from '../services.ts'
import { requireCovered } from '../steps/cover.ts'
import { listParameters } from './parameters.ts'

const wholeDossier = { selection: everything('Dossier'), absence: 'left-out' } as const
const wholeSummary = { selection: everything('DossierSummary'), absence: 'left-out' } as const

export const getDossier: Handler = async (request, { reader }) => {
  const { inquiry } = request
  const id = dossierId.read((request.params as { id: string }).id, 'id')
  requireNoQuery(request.query)
  requireCovered(inquiry.caller, 'dossier:read', id)
  const reading = beginReading(reader, inquiry)
  const dossier = await readDossier(reader, reading, { id, ...wholeDossier, pointer: '/dossier' })
  if (!dossier) return prepareProblem(inquiry, 'dossier-not-found', { detail: reading.detail() })
  return prepareAnswer(inquiry, {
    body: joined('{"dossier":', dossier, ',"meta":', reading.meta(), '}'),
    detail: reading.detail(),
    evidence: reading.evidence(),
  })
}

export const listDossiers: Handler = async (request, { reader }) => {
  const { inquiry } = request
  const { filter, first, after } = listParameters(request.query as Record<string, unknown>)
  requireCovered(inquiry.caller, 'dossier:list')
  const reading = beginReading(reader, inquiry)
  const { texts, next } = await listPage(reader, reading, {
    filter,
    first,
    after,
    asked: [{ ...wholeSummary, pointer: '/dossiers' }],
  })
  return prepareAnswer(inquiry, {
    body: joined(
      '{"dossiers":',
      ...texts,
      next === undefined ? '' : `,"next":${JSON.stringify(next)}`,
      ',"meta":',
      reading.meta(),
      '}',
    ),
    detail: reading.detail(),
    evidence: reading.evidence(),
  })
}
