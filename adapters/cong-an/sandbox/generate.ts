/** Generated dossiers as the service answers them, one to a file (adapters/sandbox/native-files.ts). */
import { generatePart } from '../../sandbox/native-files.ts'
import { dossier } from './service.ts'

await generatePart({
  agency: 'cong-an',
  ending: 'xml',
  records: 1,
  write: ([facet]) => dossier(facet).body,
})
