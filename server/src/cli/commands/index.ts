import type { CommandDefinition } from '../commandDefinition.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { down } from './down.ts';
import { dump } from './dump.ts';
import { explain } from './explain.ts';
import { fresh } from './fresh.ts';
import { init } from './init.ts';
import { lint } from './lint.ts';
import { lsp } from './lsp.ts';
import { create } from './new.ts';
import { baseline, repair } from './records.ts';
import { recover, resume } from './recovery.ts';
import { redo } from './redo.ts';
import { show } from './show.ts';
import { status } from './status.ts';
import { up } from './up.ts';
import { validate } from './validate.ts';

/** Every command, in the order of the help. */
export const commands: readonly CommandDefinition[] = [
  init,
  create,
  status,
  up,
  down,
  redo,
  fresh,
  validate,
  lint,
  explain,
  check,
  show,
  baseline,
  repair,
  resume,
  recover,
  dump,
  diff,
  lsp,
];
