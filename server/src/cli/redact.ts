/** Takes passwords out of the database URLs in a text: the user's own input may come back in a message. */
export function redact(text: string): string {
  return text
    .replace(/\b([a-z][a-z\d+.-]*:\/\/[^\s:/@'"`]*):[^\s'"`]*@/gi, '$1:***@')
    .replace(/([?&](?:ssl)?password=)[^&\s'"`]*/gi, '$1***');
}
