/** Generated dossiers as edXML messages, one to a file (adapters/sandbox/native-files.ts). */
import { generatePart } from '../../sandbox/native-files.ts'
import { kindOf, writeMessage } from './message.ts'

await generatePart({
  agency: 'toa-an',
  ending: 'edxml',
  records: 1,
  write: ([facet]) => writeMessage(facet, kindOf(facet, false)),
})
