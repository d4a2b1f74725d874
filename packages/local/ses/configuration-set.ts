/** What the template says about how mail is sent, and who is told what became of it. */
export interface ConfigurationSet {
  name: string;
  /** Topics, and the kinds of events that each is told of: `bounce`, `complaint`. */
  destinations: { topicArn: string; kinds: string[] }[];
}

/** An event as it goes to a topic. */
export interface Publication {
  topicArn: string;
  configurationSet: string;
  /** JSON. */
  message: string;
}
