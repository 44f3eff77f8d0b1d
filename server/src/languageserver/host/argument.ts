/** The argument that makes the bundle the engine's process. */
export const engineArgument = '--engine';
