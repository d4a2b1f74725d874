import { roleCredentials } from "./environment";

/** Stands in for the SDK's credential chain in every bundle: a Lambda's role arrives in its environment. */
export const defaultProvider = () => async () => roleCredentials();
