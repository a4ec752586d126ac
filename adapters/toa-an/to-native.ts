/** A translation as an edXML message for the court: the covering letter, with the court's own file attached. */
import type { Coded } from '../../schemas/generated/types.ts'
import { type EdxmlOrgan, encodeEdxml } from '../codecs/edxml-encode.ts'
import { withinBounds } from '../codecs/written.ts'
import { encodeXml } from '../codecs/xml-encode.ts'
import type { Manifest, NativeDocument, Outcome, Party, Translation, WritingContext } from '../sdk/adapter.ts'
import { asCode } from '../sdk/ways.ts'
import { writing } from '../sdk/writing.ts'
import { agencies } from './codes.ts'
import { FILE_NAME, priority } from './format.ts'
import manifest from './manifest.json' with { type: 'json' }
import { fileOf } from './writing-file.ts'
import { besideValues, forms } from './writing-marks.ts'

/** The last part of the notation: a letter of the exchange, which stands in no book of the court. */
const NOTATION = 'LT-HS'

const organOf = ({ organId, code, title }: Party): EdxmlOrgan | undefined => {
  const known = organId ?? asCode(agencies)(code).value
  return known === undefined ? undefined : { organId: known, name: title }
}

/** The acts of other agencies among the numbers of the matter. */
const actsIn = ({ facet }: Translation) =>
  facet.identifiers.flatMap(({ type, value, assigner }) => {
    const organId = type === 'SO_QUYET_DINH' ? asCode(agencies)(assigner as Coded).value : undefined
    return organId === undefined ? [] : [{ organId, code: value }]
  })

/**
 * See adapters/sdk/adapter.ts. The number of the letter is the reference of the handing over; all numbers of the matter
 * stand in the file. NOT written: the content of papers, which no translation has.
 */
export function writeMessage(translation: Translation, context: WritingContext): Outcome<NativeDocument> {
  const { labels, findings } = besideValues(translation)
  const writer = writing({ ...translation, labels }, forms)
  const [from, to] = [organOf(context.from), organOf(context.to)]
  if (from === undefined || to === undefined) writer.refuse('', 'receiver-unknown', 'an OrganId of both ends')
  const file = fileOf(writer)
  const urgency = writer.at('facet').take('report/urgency', priority.way)
  const made = writer.finish(manifest.native.mediaType, () =>
    encodeEdxml({
      kind: 'new',
      from: from!,
      to: [to!],
      number: context.reference,
      notation: NOTATION,
      place: 'An Giang',
      promulgatedOn: context.at.slice(0, 10),
      type: { code: '18', name: 'Công văn' },
      subject: 'V/v chuyển hồ sơ điện tử qua hệ thống liên thông',
      answers: actsIn(translation),
      priority: urgency,
      sentAt: context.at,
      reason: 'Gửi mới',
      attachments: [
        {
          contentId: 'hoso',
          contentType: 'application/xml',
          name: FILE_NAME,
          description: 'Dữ liệu hồ sơ vụ án',
          content: encodeXml(file),
        },
      ],
    }),
  )
  const bounded = withinBounds(made, manifest.native as Manifest['native'])
  return bounded.ok ? { ...bounded, findings: [...findings, ...bounded.findings] } : bounded
}
