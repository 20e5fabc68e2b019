/** The settings that the server knows; those of the extension itself are not sent. */

export const SERVER_KEYS = ["configuration", "profile", "register", "locale", "channel", "uiLanguage", "minSeverity", "ignore", "debounce", "rest", "score"] as const;

/** The settings of the section `rifq` as the server reads them; what is empty is not set. */
export function serverSettings(get: (key: string) => unknown, reader: string): Record<string, unknown> {
  const set = SERVER_KEYS.map((key) => [key, get(key)] as const).filter(([, value]) => value !== undefined && value !== "");
  return { ...Object.fromEntries(set), uiLanguage: reader };
}
