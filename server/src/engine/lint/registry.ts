import type { Rule } from './rule.ts';
import { addCheck } from './rules/addCheck.ts';
import { addDomainConstraint } from './rules/addDomainConstraint.ts';
import { addExclusion } from './rules/addExclusion.ts';
import { addForeignKey } from './rules/addForeignKey.ts';
import { addInherit } from './rules/addInherit.ts';
import { addPrimaryKey } from './rules/addPrimaryKey.ts';
import { addRequiredColumn } from './rules/addRequiredColumn.ts';
import { addSerial } from './rules/addSerial.ts';
import { addStoredGenerated } from './rules/addStoredGenerated.ts';
import { addUnique } from './rules/addUnique.ts';
import { addUniqueConstraint } from './rules/addUniqueConstraint.ts';
import { alterUnsupported } from './rules/alterUnsupported.ts';
import { attachPartitionScan } from './rules/attachPartitionScan.ts';
import { autoIncrementType } from './rules/autoIncrementType.ts';
import { avoidSmallint } from './rules/avoidSmallint.ts';
import { binaryFloat } from './rules/binaryFloat.ts';
import { changeDefault } from './rules/changeDefault.ts';
import { changeType } from './rules/changeType.ts';
import { charType } from './rules/charType.ts';
import { cluster } from './rules/cluster.ts';
import { columnCharset } from './rules/columnCharset.ts';
import { columnOrder } from './rules/columnOrder.ts';
import { combineAlters } from './rules/combineAlters.ts';
import { computedCondition } from './rules/computedCondition.ts';
import { concurrentlyInTransaction } from './rules/concurrentlyInTransaction.ts';
import { concurrentlyLeavesInvalid } from './rules/concurrentlyLeavesInvalid.ts';
import { copyAlgorithm } from './rules/copyAlgorithm.ts';
import { createTrigger } from './rules/createTrigger.ts';
import { deleteWithoutWhere } from './rules/deleteWithoutWhere.ts';
import { disableTrigger } from './rules/disableTrigger.ts';
import { displayWidth } from './rules/displayWidth.ts';
import { dmlInDdlMigration } from './rules/dmlInDdlMigration.ts';
import { domainWithConstraint } from './rules/domainWithConstraint.ts';
import { dropCascade } from './rules/dropCascade.ts';
import { dropColumn } from './rules/dropColumn.ts';
import { dropConstraint } from './rules/dropConstraint.ts';
import { dropDatabase } from './rules/dropDatabase.ts';
import { dropIndexedColumn } from './rules/dropIndexedColumn.ts';
import { dropNotNull } from './rules/dropNotNull.ts';
import { dropObject } from './rules/dropObject.ts';
import { dropPartition } from './rules/dropPartition.ts';
import { dropSchema } from './rules/dropSchema.ts';
import { dropTable } from './rules/dropTable.ts';
import { duplicateColumn } from './rules/duplicateColumn.ts';
import { duplicateIndex } from './rules/duplicateIndex.ts';
import { enumAddValueInTransaction } from './rules/enumAddValueInTransaction.ts';
import { enumType } from './rules/enumType.ts';
import { enumValueOrder } from './rules/enumValueOrder.ts';
import { enumValueRemoved } from './rules/enumValueRemoved.ts';
import { existsGuard } from './rules/existsGuard.ts';
import { floatType } from './rules/floatType.ts';
import { foreignKeyCopies } from './rules/foreignKeyCopies.ts';
import { foreignKeyParent } from './rules/foreignKeyParent.ts';
import { foreignKeyWithoutIndex } from './rules/foreignKeyWithoutIndex.ts';
import { identifierTooLong } from './rules/identifierTooLong.ts';
import { ignoredInTransaction } from './rules/ignoredInTransaction.ts';
import { ignoredReferences } from './rules/ignoredReferences.ts';
import { implicitTimestamp } from './rules/implicitTimestamp.ts';
import { indexOnBlob } from './rules/indexOnBlob.ts';
import { insertWithoutColumns } from './rules/insertWithoutColumns.ts';
import { leadingWildcard } from './rules/leadingWildcard.ts';
import { limitedChange } from './rules/limitedChange.ts';
import { lockTable } from './rules/lockTable.ts';
import { lostAfterRebuild } from './rules/lostAfterRebuild.ts';
import { lostSequence } from './rules/lostSequence.ts';
import { manyIndexes } from './rules/manyIndexes.ts';
import { misleadingIfNotExists } from './rules/misleadingIfNotExists.ts';
import { missingForeignKeyCheck } from './rules/missingForeignKeyCheck.ts';
import { mixedDdlDml } from './rules/mixedDdlDml.ts';
import { modifyLosesAttributes } from './rules/modifyLosesAttributes.ts';
import { modifyToNotNull } from './rules/modifyToNotNull.ts';
import { moneyType } from './rules/moneyType.ts';
import { namingCase } from './rules/namingCase.ts';
import { namingKey } from './rules/namingKey.ts';
import { noForeignKey } from './rules/noForeignKey.ts';
import { noPartition } from './rules/noPartition.ts';
import { noStoredProgram } from './rules/noStoredProgram.ts';
import { nullableColumn } from './rules/nullableColumn.ts';
import { nullComparison } from './rules/nullComparison.ts';
import { onDeleteCascade } from './rules/onDeleteCascade.ts';
import { preferBigint } from './rules/preferBigint.ts';
import { preferIdentity } from './rules/preferIdentity.ts';
import { preferJsonb } from './rules/preferJsonb.ts';
import { preferText } from './rules/preferText.ts';
import { preferTimestamptz } from './rules/preferTimestamptz.ts';
import { primaryKeyType } from './rules/primaryKeyType.ts';
import { rebuildCascade } from './rules/rebuildCascade.ts';
import { rebuildOrder } from './rules/rebuildOrder.ts';
import { refreshInMigration } from './rules/refreshInMigration.ts';
import { refusedInTransaction } from './rules/refusedInTransaction.ts';
import { renameColumn } from './rules/renameColumn.ts';
import { renameEnumValue } from './rules/renameEnumValue.ts';
import { renameSchema } from './rules/renameSchema.ts';
import { renameTable } from './rules/renameTable.ts';
import { replicaIdentityFull } from './rules/replicaIdentityFull.ts';
import { requireAlgorithm } from './rules/requireAlgorithm.ts';
import { requireComment } from './rules/requireComment.ts';
import { requireConcurrentDetach } from './rules/requireConcurrentDetach.ts';
import { requireConcurrentDropIndex } from './rules/requireConcurrentDropIndex.ts';
import { requireConcurrentIndex } from './rules/requireConcurrentIndex.ts';
import { requireConcurrentRefresh } from './rules/requireConcurrentRefresh.ts';
import { requireConcurrentReindex } from './rules/requireConcurrentReindex.ts';
import { requireDefault } from './rules/requireDefault.ts';
import { requireIdleTimeout } from './rules/requireIdleTimeout.ts';
import { requireInnodb } from './rules/requireInnodb.ts';
import { requireLockTimeout } from './rules/requireLockTimeout.ts';
import { requirePrimaryKey } from './rules/requirePrimaryKey.ts';
import { requireSchema } from './rules/requireSchema.ts';
import { requireStatementTimeout } from './rules/requireStatementTimeout.ts';
import { requireUtf8mb4 } from './rules/requireUtf8mb4.ts';
import { reservedWord } from './rules/reservedWord.ts';
import { rewriteTable } from './rules/rewriteTable.ts';
import { rowSecurity } from './rules/rowSecurity.ts';
import { setNotNull } from './rules/setNotNull.ts';
import { statementAfterLock } from './rules/statementAfterLock.ts';
import { transactionNesting } from './rules/transactionNesting.ts';
import { truncate } from './rules/truncate.ts';
import { truncateCascade } from './rules/truncateCascade.ts';
import { typeNarrowing } from './rules/typeNarrowing.ts';
import { uncommittedTransaction } from './rules/uncommittedTransaction.ts';
import { unloggedTable } from './rules/unloggedTable.ts';
import { unusedSuppression } from './rules/unusedSuppression.ts';
import { updateWithoutWhere } from './rules/updateWithoutWhere.ts';
import { vacuumFull } from './rules/vacuumFull.ts';
import { validateInSameTransaction } from './rules/validateInSameTransaction.ts';
import { volatileDefault } from './rules/volatileDefault.ts';
import { wideIndex } from './rules/wideIndex.ts';
import { wideLockWindow } from './rules/wideLockWindow.ts';
import { writableSchema } from './rules/writableSchema.ts';
import { zeroDate } from './rules/zeroDate.ts';
import { zerofill } from './rules/zerofill.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  addCheck,
  addDomainConstraint,
  addExclusion,
  addForeignKey,
  addInherit,
  addPrimaryKey,
  addRequiredColumn,
  addSerial,
  addStoredGenerated,
  addUnique,
  addUniqueConstraint,
  alterUnsupported,
  attachPartitionScan,
  autoIncrementType,
  avoidSmallint,
  binaryFloat,
  changeDefault,
  changeType,
  charType,
  cluster,
  columnCharset,
  columnOrder,
  combineAlters,
  computedCondition,
  concurrentlyInTransaction,
  concurrentlyLeavesInvalid,
  copyAlgorithm,
  createTrigger,
  deleteWithoutWhere,
  disableTrigger,
  displayWidth,
  dmlInDdlMigration,
  domainWithConstraint,
  dropCascade,
  dropColumn,
  dropConstraint,
  dropDatabase,
  dropIndexedColumn,
  dropNotNull,
  dropObject,
  dropPartition,
  dropSchema,
  dropTable,
  duplicateColumn,
  duplicateIndex,
  enumAddValueInTransaction,
  enumType,
  enumValueOrder,
  enumValueRemoved,
  existsGuard,
  floatType,
  foreignKeyCopies,
  foreignKeyParent,
  foreignKeyWithoutIndex,
  identifierTooLong,
  ignoredInTransaction,
  ignoredReferences,
  implicitTimestamp,
  indexOnBlob,
  insertWithoutColumns,
  leadingWildcard,
  limitedChange,
  lockTable,
  lostAfterRebuild,
  lostSequence,
  manyIndexes,
  misleadingIfNotExists,
  missingForeignKeyCheck,
  mixedDdlDml,
  modifyLosesAttributes,
  modifyToNotNull,
  moneyType,
  namingCase,
  namingKey,
  noForeignKey,
  noPartition,
  noStoredProgram,
  nullComparison,
  nullableColumn,
  onDeleteCascade,
  preferBigint,
  preferIdentity,
  preferJsonb,
  preferText,
  preferTimestamptz,
  primaryKeyType,
  rebuildCascade,
  rebuildOrder,
  refreshInMigration,
  refusedInTransaction,
  renameColumn,
  renameEnumValue,
  renameSchema,
  renameTable,
  replicaIdentityFull,
  requireAlgorithm,
  requireComment,
  requireConcurrentDetach,
  requireConcurrentDropIndex,
  requireConcurrentIndex,
  requireConcurrentRefresh,
  requireConcurrentReindex,
  requireDefault,
  requireIdleTimeout,
  requireInnodb,
  requireLockTimeout,
  requirePrimaryKey,
  requireSchema,
  requireStatementTimeout,
  requireUtf8mb4,
  reservedWord,
  rewriteTable,
  rowSecurity,
  setNotNull,
  statementAfterLock,
  transactionNesting,
  truncate,
  truncateCascade,
  typeNarrowing,
  uncommittedTransaction,
  unloggedTable,
  unusedSuppression,
  updateWithoutWhere,
  vacuumFull,
  validateInSameTransaction,
  volatileDefault,
  wideIndex,
  wideLockWindow,
  writableSchema,
  zeroDate,
  zerofill,
];
