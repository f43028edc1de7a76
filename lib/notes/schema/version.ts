/**
 * Version of the notes schema. Raised with every added node, mark or attribute; changes are additive only.
 * A browser built with a lower version than a document carries must reload before it may edit (N9).
 */
export const NOTES_SCHEMA_VERSION = 3;
