import { execFileSync } from 'node:child_process'

/** The living processes whose command line names `text`, for example a data folder, as `ps` prints them. Zombies have none. */
export const processesNaming = (text: string, columns = 'args='): readonly string[] =>
  execFileSync('ps', ['-A', '-ww', '-o', columns], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text))
