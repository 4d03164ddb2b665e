// Generated from schema/ by `npm run generate`. Do not edit.

/**
 * Which versions of one policy are released: only these are picked by the moment of a request. `recourse release` adds to it.
 */
export interface ReleasesDocument {
  /**
   * The released versions, the oldest first. An entry is never changed or removed, for decisions refer to it.
   *
   * @maxItems 1000
   */
  readonly releases: readonly Release[];
}
/**
 * One released version.
 */
export interface Release {
  /**
   * The version: its file is v<version>.policy.yaml beside this one.
   */
  readonly version: number;
  /**
   * From when the version holds: the `effective.from` of its file.
   */
  readonly from: string;
  /**
   * The digest of what the version means. If that of its file becomes another one, the file was changed after its release.
   */
  readonly digest: string;
  /**
   * When the version was released.
   */
  readonly released: string;
  /**
   * Why there is this version, in the words of whoever released it.
   */
  readonly reason: string;
  /**
   * Who released it.
   */
  readonly by?: string;
}
