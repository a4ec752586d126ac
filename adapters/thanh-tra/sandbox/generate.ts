/** Generated dossiers as export files, many to a file (adapters/sandbox/native-files.ts). */
import { generatePart } from '../../sandbox/native-files.ts'
import { encodeTcvn3 } from './tcvn3.ts'
import { cellsOf, fileOf } from './writer.ts'

const ROWS_PER_FILE = 200

await generatePart({
  agency: 'thanh-tra',
  ending: 'csv',
  records: ROWS_PER_FILE,
  write: (facets) => encodeTcvn3(fileOf(facets.map(cellsOf))),
})
