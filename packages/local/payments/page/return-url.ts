/** The address, if a browser may be sent there: `https`, or `http` on this machine. */
export function safeReturnUrl(address: string | null | undefined): URL | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol === "https:") return url;
  const local = url.hostname === "127.0.0.1" || url.hostname === "[::1]" || /(^|\.)localhost$/.test(url.hostname);
  return url.protocol === "http:" && local ? url : undefined;
}
