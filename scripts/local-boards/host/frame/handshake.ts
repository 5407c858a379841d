/** The answer to `initialHandshake`, in the forms that real hosts send (reference §1.3). */
import type { HandshakeForm, NamedProject, PageData } from "../pageData";
import { THEME_IDS, type ThemeName, type ThemeVariables } from "../theme/themes";

/** What the answer is made of. */
export interface HandshakeParts {
  readonly data: PageData;
  readonly project: NamedProject;
  readonly contributionId: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly theme: ThemeName;
  /** Absent when the extension asked for no theme. */
  readonly themeData: ThemeVariables | undefined;
  readonly culture: string;
  readonly timeZone: string;
  /** Minutes that local time is ahead of UTC. */
  readonly offsetMinutes: number;
}

/** Azure DevOps writes the offset in milliseconds. */
const MINUTE = 60_000;

/**
 * Builds the answer.
 * `webContext.team` is missing on purpose: outside boards and sprints the real context has none either.
 */
export function handshakeAnswer(form: HandshakeForm, parts: HandshakeParts): object {
  const { data, project, contributionId } = parts;
  const { publisherId, extensionId, version, origin } = data.extension;
  const pageContext = {
    webContext: { project: { id: project.id, name: project.name } },
    globalization: {
      culture: parts.culture,
      theme: THEME_IDS[parts.theme],
      explicitTheme: THEME_IDS[parts.theme],
      timeZoneId: parts.timeZone,
      timezoneOffset: parts.offsetMinutes * MINUTE,
    },
    timeZonesConfiguration: { daylightSavingsAdjustments: [] },
  };
  const user = {
    id: data.user.id,
    name: data.user.uniqueName,
    displayName: data.user.displayName,
    descriptor: `aad.${data.user.id}`,
    imageUrl: "",
  };
  // `isHosted` is left out: it is undefined in the cloud as well.
  const host = {
    id: data.organization.id,
    name: data.organization.name,
    serviceVersion: "Local Azure Boards",
    type: 4,
  };
  const common = {
    ...(Object.keys(parts.configuration).length === 0 ? {} : { initialConfig: parts.configuration }),
    ...(parts.themeData === undefined ? {} : { themeData: parts.themeData }),
  };

  if (form === "current") {
    const extension = {
      id: `${publisherId}.${extensionId}`,
      publisherId,
      extensionId,
      version,
      baseUri: `${origin}/`,
    };
    return { contributionId, context: { extension, pageContext, user, host }, ...common };
  }
  return {
    pageContext,
    contribution: { id: contributionId, properties: {} },
    extensionContext: { publisherId, extensionId, version },
    ...(form === "legacy" ? { context: { user, host } } : {}),
    ...common,
  };
}
