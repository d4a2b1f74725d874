// Stands in for the decoder of WOFF2 in every bundle: half a megabyte, and the fonts here are WOFF.
export {};
