/**
 * Whether a module's text seems to export `down`: the word outside strings and comments. It is asked before code may
 * run (an untrusted workspace, a listing); loading the module gives the certain answer.
 */
export function exportsDown(text: string): boolean {
  if (!text.includes('down')) return false;
  const code = text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g,
    ' ',
  );
  return /\bdown\b/.test(code);
}
