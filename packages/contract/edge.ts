/** The header with which the edge shows that a request came through it. */
export const secretHeader = "x-origin-secret";

/** The gateway's variable that has the secrets which are taken, separated by commas. */
export const secretsVariable = "originSecrets";

/** The header in which the edge tells the address, and the port, of whoever asks. */
export const viewerHeader = "cloudfront-viewer-address";
